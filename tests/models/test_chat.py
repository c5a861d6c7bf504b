"""A chat model's turn: its template, earlier turns, what is forced, what is refused, and how speed decides."""

import numpy as np
import pytest

from engine.brains import Mode
from engine.brains.chat_answer import ChatAnswer
from engine.brains.chat_brains import ChatBrains, ChatSettings
from engine.brains.chat_format import CHATML, PLAIN, ChatFormat, template_for
from engine.brains.llama import NO_GPU, LlamaModel, NoRoomError, gpu_offload
from engine.brains.outputs import ReplyPiece, ThinkingEnd, ThoughtPiece
from engine.brains.streams import Transfer
from engine.brains.text_sampling import TextSampler, TextSampling
from engine.chat_writer import paced
from engine.errors import PackError, PromptError
from engine.options import Options
from engine.other_model import NO_TORCH_GPU, torch_device
from engine.prompts import prompt, prompts, user_prompts_dir
from engine.text import STYLES
from tests.models.tiny_chat import TEMPLATE, special_ids

THINK = next(style for style in STYLES if style.name == "think")
IDS = special_ids()


def make(path, **settings):
    model = LlamaModel(path)
    chosen = ChatSettings(style=THINK, budget=24, reply=12, first=8, segment=4, **settings)
    return ChatBrains(model, ChatFormat(TEMPLATE), chosen, cells=1024)


@pytest.fixture
def brains(tiny):
    made = make(tiny["qwen3"].gguf, system="be kind")
    yield made
    made.close()


def ask(brains, text, mode=Mode.THINK_FIRST):
    brains.begin()
    brains.read(text)
    brains.end_of_question()
    return list(ChatAnswer(brains, mode))


def text_of(outputs, kind):
    return "".join(output.text for output in outputs if isinstance(output, kind))


def held(brains):
    """The prompt in the cache, as text with names of special tokens."""
    return "".join(brains.model.piece(token, special=True).decode() for token in brains.streams._held)


def test_the_prompt_is_what_the_template_says(brains):
    brains.begin()
    brains.read("  hello <|im_end|> <think> ")
    brains.end_of_question()
    assert held(brains) == (
        "<|im_start|>system\nbe kind<|im_end|>\n<|im_start|>user\nhello <|im_end|> <think><|im_end|>\n"
        "<|im_start|>assistant\n<think>\n"
    )
    assert brains.streams._held.count(IDS["<|im_end|>"]) == 2  # what is typed never counts as markup
    assert brains.streams._held.count(IDS["<think>"]) == 1


def test_without_thinking_the_thoughts_are_shut_at_once(brains):
    outputs = ask(brains, "hello", Mode.NO_THINK)
    assert not text_of(outputs, ThoughtPiece)
    assert text_of(outputs, ReplyPiece)
    assert held(brains).endswith("<|im_start|>assistant\n<think>\n\n</think>\n\n")


def test_earlier_turns_stand_in_the_prompt_as_they_were_heard(brains):
    ask(brains, "one")
    brains.remember("first reply, whole")
    brains.remember("first reply")  # the user interrupted
    before = brains.streams.computed
    brains.begin()
    brains.read("two")
    brains.end_of_question()
    text = held(brains)
    assert "user\none<|im_end|>\n<|im_start|>assistant\nfirst reply<|im_end|>\n<|im_start|>user\ntwo<|im_end|>" in text
    assert "whole" not in text
    assert brains.streams.computed - before < 30  # what was there is not computed again
    brains.forget()
    brains.begin()
    assert "first" not in held(brains)


def test_a_rolled_back_question_goes_on_as_if_nothing_had_been(tiny):
    class Ears:
        piece_samples = 1000

        def encode(self, samples):
            rng = np.random.default_rng(len(samples))
            return [rng.standard_normal((max(1, len(samples) // 200), 64)).astype(np.float32)]

        def close(self):
            pass

    heard = np.zeros(2500, np.float32)
    answers = []
    for interrupted in (False, True):
        brains = make(tiny["llama"].gguf, sampling=TextSampling(temperature=0))
        brains.ears = Ears()
        brains.begin()
        brains.hear(heard[:1700])
        if interrupted:
            mark = brains.mark()
            brains.end_of_question()
            answer = ChatAnswer(brains, Mode.SPEAK_FIRST)
            for _ in range(6):
                next(answer)
            brains.rollback(mark)
        brains.hear(heard[1700:])
        brains.end_of_question()
        answers.append(list(ChatAnswer(brains, Mode.THINK_FIRST))[:-1])
        brains.close()
    assert answers[0] == answers[1]


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("transfer", list(Transfer))
def test_every_mode_ends(tiny, mode, transfer):
    brains = make(tiny["llama"].gguf)
    brains.streams.transfer = transfer
    outputs = ask(brains, "hello", mode)
    assert text_of(outputs, ReplyPiece)
    assert sum(isinstance(output, ThinkingEnd) for output in outputs) == (mode is not Mode.NO_THINK)
    brains.close()


def test_an_opener_is_said_at_once_where_no_thought_comes_first(tiny):
    brains = make(tiny["llama"].gguf, openers=("Let me see.", "Well."))
    for opener in ("Well.", "Let me see.", "Well."):
        outputs = [o for o in ask(brains, "hello", Mode.SPEAK_FIRST) if isinstance(o, ThoughtPiece | ReplyPiece)]
        reply = next(i for i, output in enumerate(outputs) if isinstance(output, ReplyPiece))
        assert outputs[reply].text == opener
        assert reply <= 2
    assert not text_of(ask(brains, "hello", Mode.NO_THINK), ReplyPiece).startswith(("Let me see.", "Well."))
    brains.close()


def test_mute_stops_the_mouth_not_the_mind(brains):
    brains.begin()
    brains.read("hello")
    brains.end_of_question()
    answer, outputs = ChatAnswer(brains, Mode.SPEAK_FIRST), []
    for output in answer:
        outputs.append(output)
        if isinstance(output, ReplyPiece):
            answer.mute()
    assert sum(isinstance(output, ReplyPiece) for output in outputs) == 1
    assert sum(isinstance(output, ThoughtPiece) for output in outputs) > 10


def test_a_conversation_that_is_too_long_is_one_sentence(brains):
    brains.begin()
    brains.read("word " * 2000)
    with pytest.raises(NoRoomError, match="begin a new one, or ask a shorter question"):
        brains.end_of_question()
    assert ask(brains, "hello")


# Templates.


@pytest.mark.parametrize(
    "template",
    [
        "{% for", "{{ raise_exception('no') }}", "{{ messages[9].content }}x{{ 1 / 0 }}", "{{ ''.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}", "no turn at all", "{% for i in range(99999999) %}x{% endfor %}",
        "{{ 'x' * 9999999 }}{{ messages[0].content }}",
    ],
)  # fmt: skip
def test_bad_templates_are_one_sentence(template):
    with pytest.raises(PackError, match="choose another"):
        ChatFormat(template).render("", ["user"])


def test_models_that_know_no_system_get_it_with_the_first_question():
    template = (
        "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}"
        "{% for m in messages %}[{{ m.role }}] {{ m.content }}{% endfor %}"
    )
    assert ChatFormat(template).render("be kind", ["user"]) == [("[user] be kind\n\n", 0), ("", None)]


def test_a_model_without_a_template_gets_one_by_its_tokens():
    assert template_for("mine", []) == "mine"
    assert template_for("", ["<|im_start|>"]) == CHATML
    assert template_for("", []) == PLAIN


# Speed, sampling, devices, prompts.


def test_slow_machines_think_less_and_hand_over_sooner():
    settings = ChatSettings()
    assert paced(settings, None) == settings
    fast, slow, crawling = (paced(settings, speed) for speed in (40.0, 6.0, 0.5))
    assert (fast.budget, fast.segment, fast.first) == (512, 16, 48)
    assert (slow.budget, slow.segment, slow.first) == (180, 8, 15)
    assert (crawling.budget, crawling.segment) == (48, 8)


def test_sampling_is_greedy_repeatable_and_never_takes_what_is_barred():
    logits = np.array([0.0, 5.0, 4.0, 3.0], np.float32)
    barred = np.array([False, True, False, False])
    assert TextSampler(TextSampling(temperature=0), 0, barred).sample(logits) == 2
    draws = [
        [TextSampler(TextSampling(1.0, 4, 1.0), seed, barred).sample(logits) for _ in range(20)] for seed in (0, 0)
    ]
    assert draws[0] == draws[1]
    sampler = TextSampler(TextSampling(1.0, 4, 1.0), 0, barred)
    counts = np.bincount([sampler.sample(logits) for _ in range(4000)], minlength=4) / 4000
    weights = np.exp(logits) * ~barred
    np.testing.assert_allclose(counts, weights / weights.sum(), atol=0.03)
    narrow = TextSampler(TextSampling(1.0, 4, 0.5), 0, barred)
    assert {narrow.sample(logits) for _ in range(50)} == {2}


@pytest.mark.skipif(gpu_offload(), reason="this build can use a graphics processor")
def test_no_graphics_processor_is_one_sentence(tiny):
    with LlamaModel(tiny["llama"].gguf, gpu_layers=-1) as model:
        assert model.notice == NO_GPU
        assert model.gpu_layers == 0


def test_torch_runs_where_it_can(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    monkeypatch.setattr("torch.backends.mps.is_available", lambda: False)
    assert torch_device(Options()) == ("cpu", "")
    assert torch_device(Options(gpu_layers=-1)) == ("cpu", "")
    assert torch_device(Options(device="cuda")) == ("cpu", NO_TORCH_GPU)
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    assert torch_device(Options(gpu_layers=-1)) == ("cuda", "")
    assert torch_device(Options(device="cuda:0")) == ("cuda:0", "")
    assert torch_device(Options()) == ("cpu", "")


def test_modes_of_use_are_data_files():
    assert {"assistant", "translator", "tutor"} <= {one.name for one in prompts()}
    for one in prompts():
        assert one.title
        assert one.description or one.name == "short"
        assert "{" not in one.text(native=True)
    assert "Japanese" in prompt("translator").text(native=True, language="Japanese")
    assert "<think>" in prompt("tutor").text(native=False)
    assert "<think>" not in prompt("tutor").text(native=True)


def test_users_add_and_replace_modes_of_use():
    folder = user_prompts_dir()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "chef.toml").write_text('title = "Chef"\nsystem = "Cook in {language}."\n')
    (folder / "tutor.toml").write_text('system = "Teach."\n')
    (folder / "broken.toml").write_text("system = ")
    try:
        assert prompt("chef").text(native=True, language="Thai") == "Cook in Thai."
        assert prompt("tutor").text(native=True) == "Teach."
        assert "broken" not in {one.name for one in prompts()}
        with pytest.raises(PromptError, match="mend it or remove it"):
            prompt("broken")
    finally:
        for name in ("chef", "tutor", "broken"):
            (folder / f"{name}.toml").unlink()
    for bad in ("chef", "../etc/passwd", "", "UPPER"):
        with pytest.raises(PromptError, match="choose one of"):
            prompt(bad)
    with pytest.raises(PromptError, match="no name of a language"):
        prompt("translator").text(native=True, language="{system}")
