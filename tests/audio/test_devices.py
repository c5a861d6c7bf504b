"""Real streams on a virtual sound card. Each test runs in a process of its own: PortAudio looks for devices once."""

import os
import subprocess
import sys
import textwrap

import numpy as np
import pytest
import soundfile

pytestmark = pytest.mark.timeout(60)


def program(text: str, root, environment=None, **more) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(text)], cwd=root, env=environment, text=True,
        capture_output=True, timeout=50, check=False, **more,
    )  # fmt: skip


def silent_machine(tmp_path) -> dict[str, str]:
    """An environment without any sound server."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PULSE", "XDG_RUNTIME", "PIPEWIRE", "DBUS"))}
    return kept | {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}


def test_speech_is_played_in_order_and_whole(rig, root, tmp_path):
    wave = 0.3 * np.sin(2 * np.pi * 440 * np.arange(36_000) / 24_000)
    np.save(tmp_path / "wave.npy", wave.astype(np.float32))
    text = f"""
        import time, numpy as np
        from engine.audio import Loudspeaker
        wave = np.load({str(tmp_path / "wave.npy")!r})
        speaker = Loudspeaker()
        for piece in np.array_split(wave, 30):
            speaker.push(piece); time.sleep(0.02)
        speaker.finish()
        while speaker.busy: speaker.check(); time.sleep(0.02)
        print(speaker.underruns, speaker.device.name, speaker.rate)
        speaker.close(); speaker.close()
    """
    with rig.recording() as air:
        done = program(text, root)
        assert done.returncode == 0, done.stderr
    loud = np.flatnonzero(np.abs(air.said) > 0.05)
    assert loud[-1] - loud[0] == pytest.approx(1.5 * 48_000, abs=48_000 * 0.1)
    piece = air.said[loud[0] : loud[-1]]
    assert np.abs(np.fft.rfft(piece)).argmax() * 48_000 / len(piece) == pytest.approx(440, abs=3)
    assert done.stdout.split()[0] == "0"


def test_the_microphone_hears_what_is_said(rig, root, tmp_path):
    wave = 0.3 * np.sin(2 * np.pi * 700 * np.arange(24_000) / 16_000)
    soundfile.write(tmp_path / "say.wav", wave, 16_000)
    text = f"""
        import time, numpy as np
        from engine.audio import Microphone
        microphone = Microphone()
        pieces, end = [], time.monotonic() + 3.5
        print("ready", flush=True)
        while time.monotonic() < end:
            pieces.append(microphone.read()); microphone.check(); time.sleep(0.03)
        microphone.close()
        np.save({str(tmp_path / "heard.npy")!r}, np.concatenate(pieces))
    """
    child = subprocess.Popen([sys.executable, "-c", textwrap.dedent(text)], cwd=root, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    rig.say_into_microphone(tmp_path / "say.wav")
    child.communicate(timeout=30)
    heard = np.load(tmp_path / "heard.npy")
    loud = np.flatnonzero(np.abs(heard) > 0.05)
    assert loud[-1] - loud[0] == pytest.approx(24_000, abs=500)
    piece = heard[loud[0] : loud[-1]]
    assert np.abs(np.fft.rfft(piece)).argmax() * 16_000 / len(piece) == pytest.approx(700, abs=3)


def test_stop_is_heard_at_once(rig, root):
    text = """
        import time, numpy as np
        from engine.audio import Loudspeaker
        speaker = Loudspeaker()
        speaker.push(np.full(24_000 * 20, 0.3, np.float32))
        time.sleep(2)
        speaker.stop(); t = time.monotonic()
        while speaker.busy: time.sleep(0.005)
        print(time.monotonic() - t)
    """
    with rig.recording() as air:
        done = program(text, root)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 0.3
    assert (np.abs(air.said) > 0.05).sum() < 48_000 * 3


def test_a_device_is_found_by_name_and_a_wrong_name_lists_them(rig, root):
    text = """
        from engine.audio import Loudspeaker, Microphone, list_devices
        from engine.errors import AudioDeviceError
        names = [d.name for d in list_devices()]
        assert any(d.default_input for d in list_devices()), names
        Microphone("pulse").close()
        try:
            Loudspeaker("gramophone")
        except AudioDeviceError as error:
            print(error)
    """
    done = program(text, root)
    assert done.returncode == 0, done.stderr
    assert "gramophone" in done.stdout
    assert "'pulse'" in done.stdout


def test_a_server_that_ends_is_noticed_and_nothing_hangs(rig, root):
    text = """
        import time, sys, numpy as np
        from engine.audio import Loudspeaker, Microphone
        from engine.errors import AudioDeviceError
        speaker, microphone = Loudspeaker(), Microphone()
        speaker.push(np.zeros(24_000 * 60, np.float32))
        print("ready", flush=True)
        noticed = set()
        end = time.monotonic() + 15
        while len(noticed) < 2 and time.monotonic() < end:
            for stream in (speaker, microphone):
                try:
                    stream.check()
                except AudioDeviceError as error:
                    noticed.add(str(error))
            time.sleep(0.05)
        speaker.close(); microphone.close()
        try:
            Microphone()
        except AudioDeviceError as error:
            noticed.add(str(error))
        print(sorted(noticed))
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(text)], cwd=root, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    rig.stop_server()
    out, _ = child.communicate(timeout=40)
    assert out.count("stopped working") == 2, out
    assert child.returncode == 0


def test_a_device_that_was_not_there_at_first_is_found_without_a_restart(rig, root):
    text = """
        import sys
        from engine.audio import Loudspeaker, Microphone
        from engine.errors import AudioDeviceError
        try:
            Microphone()
        except AudioDeviceError as error:
            print(error, flush=True)
        sys.stdin.readline()
        Microphone().close(); Loudspeaker().close()
        print("found")
    """
    rig.stop_server()
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(text)], cwd=root, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as child:  # fmt: skip
        assert child.stdout.readline().startswith("There is no microphone")
        rig.start_server()
        assert child.communicate("\n", timeout=40)[0] == "found\n"


def test_a_machine_without_sound_says_so(root, tmp_path):
    text = """
        from engine.audio import Loudspeaker, Microphone, list_devices
        from engine.errors import AudioDeviceError
        print(list_devices())
        for kind in (Loudspeaker, Microphone):
            try:
                kind()
            except AudioDeviceError as error:
                print(error)
    """
    done = program(text, root, silent_machine(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "There is no loudspeaker" in done.stdout
    assert "There is no microphone" in done.stdout
