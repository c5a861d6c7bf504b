"""First names for generated questions; `HELD_OUT_NAMES` never occur in training."""

NAMES: tuple[str, ...] = tuple(
    """Aaron Abigail Adam Adela Agnes Aida Alan Albert Alejandro Alena Alexis Alice Alma Alvin Amalia Amanda Amber Amberly Amelia Amos Amy Ana Andre Andree Andrew Angela Anita Anna Annette Anthony Antoine
    Antonio Antwan April Ariana Arlene Arnold Arthur Asha Ashley Astrid Audrey Audrie Barbara Barry Beatrice Belinda Ben Benjamin Bernard Bernice Bernita Bertha Beth Betty Beulah Bianca Bill Blanche Bobby
    Bonnie Boyd Brad Brandon Brenda Brent Brian Bridget Bruce Bryant Calvin Camille Candice Carl Carla Carlos Carmen Carol Caroline Casey Cassandra Cecil Cecilia Celeste Chad Charlene Charles Charlotte Chelsea
    Cheryl Chester Chloe Chris Christian Christie Christina Christopher Clara Clarence Claude Claudia Clayton Clifford Clint Clyde Cody Colleen Conception Connie Constance Cora Corey Courtney Craig Crista Crystal Curtis
    Cynthia Daisy Dale Dallas Dana Daniel Daphne Darlene Darren Daryl David Dawn Dean Deanna Deborah Delbert Delfina Delia Dennis Derek Desiree Diana Diego Dolores Dominic Donald Donna Dora Doris Dorothy
    Douglas Duane Dustin Dwayne Earl Ebony Eddie Edgar Edith Edna Eduardo Edward Edwin Eileen Elaine Elanor Eleanor Elena Eli Elias Elijah Elizabeth Ella Ellen Elmer Elsa Elsie Emily Emma Enrique Eric Erica
    Erin Ernest Essie Estelle Esther Ethan Ethel Eugene Eunice Eva Evelyn Faith Fannie Fay Felicia Felix Fernando Fidel Flora Florence Floyd Frances Francis Frank Franklin Fred Gabriel Gail Garrett Gary Gavin
    Geneva George Georgia Gerald Geraldine Gilbert Gina Ginger Gladys Glen Gloria Gordon Grace Grant Greg Greta Guadalupe Gustavo Guy Gwen Gwenn Hannah Harold Harriet Harry Harvey Hattie Hazel Hector Heidi Helen
    Helene Henry Herbert Herman Hilda Holly Homer Hope Howard Hubert Hugh Ian Ida Inga Inez Ingrid Ira Irene Iris Irma Isaac Isabel Ivan Ivy Jack Jackie Jacob Jacqueline Jaime Jaimie Jake James Jamey Jamie Jan
    Jane Janet Janice Jared Jasmine Jason Javier Jay Jean Jeanette Jeff Jenna Jennie Jennifer Jenny Jeremy Jermaine Jerome Jerry Jesse Jessica Jessie Jesus Jill Jim Jimmy Joan Joanna Joanne Jodi Joel Joey John
    Jon Jonathan Jordan Jorge Jose Joseph Josephine Joshua Joy Joyce Juan Juana Juanita Judith Judy Julia Julian Julie Julio June Justin Ka Kandi Kara Karen Karl Kate Katherine Kathleen Kathryn Katie Katrina Kay
    Keith Kelly Kelvin Ken Kendra Kenneth Kent Kerry Kevin Kim Kimberly Kirk Krista Kristen Kristian Kristin Kristina Kurt Kyle Lance Larry Lashon Laura Lauren Laverne Lawrence Leah Leda Lee Lela Lena Leo Leon
    Leona Leonard Leroy Lesley Leslie Lester Leticia Levi Lewis Lila Lillian Lillie Lina Linda Lindsay Lisa Lloyd Lois Lola Lonnie Lora Loren Lorena Loretta Lori Lorraine Louis Louise Lucas Lucia Lucille Lucy Luis
    Luke Lula Luther Lydia Lynn Mabel Mack Madeline Mae Maggie Malcolm Mandy Manuel Marc Marcella Marcia Marco Marcus Margaret Margarita Marguerite Maria Marian Marie Marilyn Mario Marion Marjorie Mark Marlene
    Marlon Marsha Marshall Martha Martin Marvin Mary Mathew Matt Mattie Maureen Maurice Max Maxine May Maybelle Megan Melanie Melinda Melissa Melody Melvin Mercedes Meredith Micah Michael Michaela Micheal Michele
    Michelle Miguel Mike Mildred Millicent Milton Minnie Miranda Miriam Misty Molly Mona Monica Morris Moses Myra Myrna Myrtle Nadine Nancy Naomi Natalie Natasha Nathan Nathaniel Neal Neil Nellie Nelson Nettie
    Nicholas Nichole Nicolas Nicole Nina Noah Noel Nora Norma Norman Olga Olive Oliver Olivia Ollie Omar Oneida Opal Ora Orlando Orville Oscar Osvaldo Otis Owen Pablo Paige Pam Pamela Pat Patricia Patrick Patsy
    Patti Paul Paula Paulette Pauline Pearl Pedro Peggy Penny Percy Perry Pete Peter Phil Philip Phoebe Phyllis Preston Priscilla Rachel Rafael Ralph Ramon Ramona Randall Randy Rashida Raul Ray Raymond Rebecca
    Regina Reginald Rena Rene Renee Rex Rhonda Ricardo Richard Rick Ricky Rita Robert Roberta Roberto Robin Robyn Rochelle Roderick Rodney Roger Roland Roman Ron Ronald Ronnie Rosa Rosalie Rose Rosemarie Rosemary
    Rosie Roslyn Ross Roy Ruben Ruby Rudolph Rudy Russell Ruth Ryan Sabrina Sadie Sal Sally Salvador Sam Samantha Sammy Samuel Sandra Sandy Santiago Sara Sarah Saul Scott Sean Sergio Seth Shalonda Shane Shannon
    Shari Sharon Shaun Shaunda Shawn Sheila Shelia Shelley Shelly Shenna Sheri Sherman Sherri Sherrie Sherry Sheryl Shirley Sidney Silvia Sima Simon Sofia Sonia Sonya Sophia Sophie Spencer Stacey Stacy Stanley
    Stella Stephanie Stephen Steve Steven Stewart Stuart Sue Susan Susie Suzanne Sylvia Tamara Tamie Tamika Tammy Tanya Tara Tasha Ted Terence Teresa Teressa Teri Terrance Terri Terry Thelma Theodore Theresa Thera
    Thomas Tiffany Tim Timothy Tina Toby Todd Tom Tommy Toni Tony Tonya Tracey Tracy Travis Trevor Tricia Tyler Tyrone Valerie Van Vanessa Velma Vera Verna Vernell Vernon Veronica Vicki Vicky Victor Victoria Vina
    Vincent Viola Violet Virgil Virginia Vivian Wade Wallace Walter Wanda Warren Wayne Wendell Wendy Wesley Whitney Wilbert Wilbur Willard Willena William Willie Wilma Wilson Winifred Woodrow Yolanda Yoland Yvette Yvonne
    Zachary Zelda Zoe""".split()
)

HELD_OUT_NAMES: tuple[str, ...] = tuple(
    """Adeline Alberta Alfonso Annabel Bradford Brianna Carlotta Cedric Claudine Cornelius Damian Darius Delilah Dexter Earnest Effie Elvira Emilio Ezra Fiona Freda Gertrude Gideon Gregory Harmony Horace Imogen
    Ismael Jerald Joanie Kermit Lamar Leopold Lionel Lucinda Mavis Merlin Monroe Nadia Norbert Octavia Otto Petra Quentin Ramiro Rosalind Rufus Serena Silas Tabitha Trudy Ulysses Ursula Vaughn Wilhelmina Winston""".split()
)
