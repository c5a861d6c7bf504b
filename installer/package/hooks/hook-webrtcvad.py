"""Nothing to collect beside the module: PyInstaller's own hook asks for the metadata of a package named webrtcvad."""

datas: list[tuple[str, str]] = []
