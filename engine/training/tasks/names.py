"""Names for generated questions; of names that sound alike only one, since nobody can hear the difference."""

from __future__ import annotations

import random
import re
from typing import Literal

from engine.training.tasks.item import Split, listed
from engine.training.tasks.word_lists import LONG

NAMES = listed(
    """
    Aaron Abel Abigail Abraham Adam Adrian Agnes Aida Aisha Akira Alan Alana Albert Alec Alejandro Alena Alexis
    Alfred Ali Alice Alina Aliyah Alma Alvin Amalia Amanda Amara Amber Amberly Amelia Amir Amos Amy Anders Andre
    Andrea Andree Andrew Angel Angela Angelica Angelo Anika Anita Anna Annette Anthea Anthony Antoine Antonio
    Antwan April Archie Ariana Ariel Arjun Arlene Arlo Armando Arnold Arthur Arturo Asha Asher Ashley Ashton
    Astrid Audrey Avery Axel Ayesha Bailey Barbara Barrett Barry Bart Basil Beatrice Beau Belinda Bella Ben
    Benjamin Benny Bernard Bernice Bernie Bernita Bert Bertha Beth Bethany Betty Beulah Beverly Bianca Bill
    Blake Blanche Bob Bobby Bonnie Boris Boyd Brad Brady Brandon Brenda Brendan Brent Brett Brian Bridget
    Brigitte Brock Brooke Bruce Bruno Bryant Byron Caleb Caleigh Calvin Cameron Camille Candice Carl Carla Carlo
    Carlos Carly Carmen Carol Caroline Carolyn Carrie Carson Carter Casey Cassandra Cecil Cecilia Celeste Chad
    Chandra Charlene Charles Charlotte Chase Chelsea Chen Cheryl Chester Chloe Chris Christian Christie
    Christina Christopher Chuck Cindy Clara Clarence Clarissa Clark Claude Claudia Clayton Clement Cliff
    Clifford Clint Clyde Cody Cole Colin Colleen Conception Connie Conrad Constance Cooper Cora Cordelia Corey
    Courtney Craig Crista Cruz Crystal Curtis Cynthia Cyrus Daisy Dale Dallas Dalton Damon Dan Dana Daniel
    Danielle Danny Dante Daphne Darlene Darnell Darren Daryl Dave David Davina Dawn Dean Deanna Debbie Deborah
    Delbert Delfina Delia Denise Dennis Derek Deshawn Desiree Desmond Devin Diana Diego Dina Dirk Dmitri Dolores
    Dominic Dominique Don Donald Donna Donovan Dora Doris Dorothy Doug Douglas Drew Dustin Dwayne Dylan Earl
    Ebony Eddie Eden Edgar Edith Edmund Edna Eduardo Edward Edwin Eileen Elaine Elanor Eleanor Elena Eli Elias
    Elijah Elise Elizabeth Ella Ellen Elliot Elmer Eloise Elsa Elsie Emerson Emilia Emily Emma Emmett Enrique
    Enzo Eric Erica Erin Ernest Essie Esteban Estella Estelle Esther Ethan Ethel Eugene Eunice Eva Evan Eve
    Evelyn Everett Faith Fannie Farah Fatima Fay Felicia Felix Fergus Fernando Fidel Finn Fletcher Flora
    Florence Floyd Frances Francesca Frank Franklin Fred Frederick Fritz Gabriel Garrett Gary Gavin Gemma Geneva
    George Georgia Gerald Geraldine Gerard Gianna Gilbert Giles Gina Ginger Giovanni Gladys Glen Gloria Gordon
    Grace Graham Grant Greg Greta Griffin Guadalupe Gus Gustavo Guy Gwen Hank Hannah Hans Harold Harper Harriet
    Harry Harvey Hasan Hassan Hattie Hazel Heath Heather Hector Heidi Helen Helene Henry Herbert Herman Hilda
    Holly Homer Hope Howard Hubert Hugh Hugo Hunter Ian Ibrahim Ida Igor Ines Inez Inga Ingrid Ira Irene Iris
    Irma Isaac Isabel Isaiah Isla Ivan Ivana Ivy Jack Jackie Jacob Jacqueline Jada Jaime Jake Jamal James Jamie
    Jan Jana Jane Janet Janice Jared Jarrod Jarvis Jasmine Jason Jasper Javier Javon Jay Jean Jed Jeff Jeffrey
    Jemima Jenna Jennifer Jenny Jeremy Jermaine Jerome Jerry Jesse Jessica Jesus Jethro Jill Jim Jimmy Jin Joan
    Joanna Joanne Joaquin Jocelyn Joel Joey Johann John Johnny Jonah Jonas Jonathan Jordan Jorge Jose Joseph
    Josephine Joshua Josie Joy Joyce Juan Juana Juanita Jude Judith Judy Jules Julia Julian Julie Juliet Julio
    June Justin Ka Kai Kaitlyn Kandi Kara Karen Karim Kasper Kate Kathleen Katie Katrina Kay Kayla Keiko Keira
    Keisha Keith Kelly Kelvin Ken Kendra Kenji Kenneth Kent Kevin Khalid Kiara Kieran Kim Kimberly Kiran Kirk
    Klaus Kofi Kristin Kurt Kwame Kyle Kylie Lakisha Lance Lara Larissa Larry Lars Lashon Latasha Latoya Laura
    Lauren Laverne Lawrence Layla Leah Leandra Leda Lee Leila Lena Lenny Leo Leon Leona Leonard Leonardo Leonora
    Leroy Leslie Lester Leticia Levi Lewis Lexi Liam Libby Lillian Lily Linda Lindsay Linus Lisa Lloyd Logan
    Lois Lola Lonnie Lorelei Lorena Lorenzo Loretta Lori Louisa Louise Luca Lucas Lucia Lucian Lucille Lucy Luis
    Luke Lula Luna Luther Lydia Lyle Lynn Lyra Mabel Mack Madeline Maggie Magnus Maisie Malcolm Malik Mandy
    Manuel Marcel Marcelina Marcella Marco Marcus Margaret Margarita Margot Marguerite Maria Mariam Marian
    Marilyn Mario Marisol Marissa Marjorie Mark Marlene Marlon Marquis Marsha Marshall Martha Martin Marvin Mary
    Mason Mateo Matilda Matt Mattie Maureen Maurice Max Maxine May Maya Maybelle Megan Mei Melanie Melinda
    Melissa Melody Melvin Mercedes Meredith Mia Micah Michael Michaela Michelle Miguel Mike Mila Milan Mildred
    Miles Millicent Millie Milton Mina Minnie Miranda Miriam Misty Mitchell Mohammed Moira Molly Mona Monica
    Morgan Morris Moses Muriel Myra Myrna Myrtle Nadine Nancy Naomi Natalie Natasha Nate Nathan Nathaniel Ned
    Neil Nellie Nelson Nettie Neve Nicholas Nicole Nigel Nikita Nikolai Niles Nina Noah Noel Nora Norma Norman
    Norris Odessa Olaf Oleg Olga Olive Oliver Olivia Omar Oneida Oona Opal Ophelia Ora Orla Orlando Orville
    Oscar Osvaldo Otis Owen Pablo Paige Pam Pamela Pascal Pat Patricia Patrick Patsy Patti Paul Paula Paulette
    Pauline Pearl Pedro Peggy Penny Percy Perla Perry Pete Peter Phil Philip Philippa Phoebe Phyllis Pierce
    Pierre Piper Polly Poppy Porter Portia Preston Prince Priscilla Priya Quinn Rachel Rafael Raj Ralph Ramon
    Ramona Randall Randy Rashida Raul Ravi Ray Raymond Rebecca Reese Regina Reginald Rena Renee Rex Rhonda Rhys
    Ricardo Richard Rick Ricky Riley Rita Robert Roberta Roberto Robin Rocco Rochelle Roderick Rodney Roger
    Rohan Roland Roman Ron Ronald Ronan Ronnie Rory Rosa Rosalia Rosalie Rosanna Rose Rosella Rosemary Rosie
    Roslyn Ross Roxanne Roy Ruben Ruby Rudolph Rudy Rupert Russell Ruth Ryan Sabina Sabrina Sadie Sal Sally
    Salma Salome Salvador Sam Samantha Samir Sammy Samuel Sandra Sandy Sanjay Santiago Santos Sarah Sasha Saskia
    Saul Savannah Scarlett Scott Sean Selena Selma Sergio Seth Seymour Shalonda Shane Shanice Shanika Shaniqua
    Shannon Shari Sharon Shaunda Shavonne Sheila Shelby Shelly Shenna Sherman Sherrie Shirin Shirley Sienna
    Signe Sima Simon Simone Skye Solomon Sonia Sophia Sophie Spencer Stacy Stanley Stella Stephanie Stephen
    Steve Stuart Sue Sunny Susan Susie Suzanne Suzette Sven Sylvia Tabatha Tahlia Talia Tamara Tamika Tammy
    Taneka Tanisha Tanya Tara Tariq Tasha Tatiana Tawny Ted Telma Terence Teresa Terrell Terry Tess Tessa
    Thaddeus Thelma Theo Theodora Theodore Thera Thomas Tiara Tiffany Tilda Tim Timothy Tina Tobias Toby Todd
    Tom Tommy Tony Tracy Travis Trena Trent Tressa Trevor Tricia Tristan Ty Tyler Tyra Tyrone Uma Umar Vada
    Valentina Valeria Valerie Van Vanessa Velma Vera Verdell Verna Vernell Vernon Verona Veronica Vesta Vicki
    Victor Victoria Vina Vincent Viola Violet Virgil Virginia Vito Vivian Vonda Wade Wallace Walter Wanda Warren
    Wayne Wendell Wendy Wesley Whitney Wilbert Wilbur Wilda Wilfred Willard Willena William Willie Willow Wilma
    Wilson Windy Winifred Woodrow Wren Xavier Yara Yasmin Yoland Yolanda Yuki Yusuf Yvette Yvonne Zachariah
    Zachary Zane Zara Zeke Zelda Zena Zoe Zoltan Zula
    """
)
SURNAMES = listed(
    """
    Adams Anderson Baker Barnes Bennett Brooks Brown Butler Campbell Chavez Collins Cook Cox Diaz Evans Fisher
    Flores Foster Garcia Gomez Gonzalez Hamilton Hansen Harris Hayes Henderson Hernandez Hill Hoffman Hughes
    Jackson Jenkins Johnson Jones Kaplan Keller Khan Kowalski Kumar Larsen Lopez Martinez Meyer Miller Moore
    Murphy Myers Nguyen Novak Olsen Ortiz Parker Patel Perez Peterson Phillips Powell Price Ramirez Reed Reyes
    Reynolds Richardson Rivera Roberts Robinson Rodriguez Rogers Russo Sanchez Sanders Schmidt Shaw Silva
    Simmons Singh Smith Sullivan Suzuki Tanaka Taylor Thompson Torres Turner Walker Ward Washington Watson Weber
    White Williams Wong Wood Wright Young Zimmerman
    """
)
HELD_OUT_NAMES = listed(
    """
    Adeline Alberta Alfonso Alistair Annabel Beatrix Bellamy Bradford Brianna Carlotta Caspian Cedric Claudine
    Clementine Corinthia Cornelius Darius Dashiell Delilah Delphine Dexter Donatella Effie Elvira Emilio
    Esmeralda Eudora Evander Ezra Fabiola Fiona Florian Genevieve Gertrude Gideon Gunther Harmony Hattori
    Henrietta Horace Ignacio Imogen Isadora Ismael Jacinta Joanie Jolanda Kassandra Kendrick Kermit Lamar
    Lavinia Leopold Leopoldo Lionel Lucinda Ludwig Marigold Mavis Maximilian Merlin Monroe Mortimer Nadia
    Nathalia Nicolette Norbert Octavia Ottilie Otto Percival Petra Quentin Ramiro Rosalba Rosalind Rufus
    Sebastian Serena Sidonie Silas Tabitha Tamsin Thelonius Trudy Ulysses Ursula Valencia Vaughn Wanetta
    Wilhelmina Winston Yevgeny Zephyr
    """
)
HELD_OUT_SURNAMES = listed(
    """
    Abernathy Bergstrom Castellano Dubois Fitzgerald Goldberg Hawthorne Ivanov Jankowski Lindqvist McKenzie
    Nakamura Pemberton Quigley Rosenthal Takahashi Underwood Vasquez
    """
)


def sounds(name: str) -> str:
    """A rough key of how a name sounds: its consonants, with those that are easily confused made equal."""
    text = re.sub(r"ph|v", "f", name.lower())
    text = re.sub(r"[ckq]+|x", "k", re.sub(r"c(?=[eiy])|z", "s", text))
    text = re.sub(r"[dt]h?", "t", re.sub(r"[mn]", "n", re.sub(r"[jg](?=[eiy])|j", "j", text)))
    first = "a" if text[0] in "aeiouy" else text[0]
    return first + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyhw]", "", text[1:]))


_POOLS = {
    "train": {"first": NAMES, "last": SURNAMES},
    "held_out": {"first": HELD_OUT_NAMES, "last": HELD_OUT_SURNAMES},
}
_LONG = {"first": (*LONG["first"], *LONG["last"]), "last": LONG["last"]}
_SOUNDS = {
    name: sounds(name)
    for name in (*NAMES, *SURNAMES, *HELD_OUT_NAMES, *HELD_OUT_SURNAMES, *LONG["first"], *LONG["last"])
}
RARE = 0.5
"""Share of training names from the long lists; a name there is drawn about 20 times as seldom as one of ours."""


def name_pool(split: Split) -> tuple[str, ...]:
    """The common first names of a split."""
    return _POOLS[split]["first"]


def any_name(rng: random.Random, split: Split, which: Literal["first", "last"] = "first") -> str:
    """A name of a split: in training half of them rare ones (rare surnames are taken for first names too)."""
    rare = split == "train" and rng.random() < RARE
    return rng.choice(_LONG[which] if rare else _POOLS[split][which])


def people(rng: random.Random, split: Split, count: int, surnames: float = 0.08) -> list[str]:
    """`count` names that sound different from one another: first names, or now and then surnames."""
    which: Literal["first", "last"] = "last" if rng.random() < surnames else "first"
    chosen: dict[str, str] = {}
    while len(chosen) < count:
        name = any_name(rng, split, which)
        chosen.setdefault(_SOUNDS[name], name)
    return list(chosen.values())
