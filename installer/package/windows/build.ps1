# Makes a Windows installer: powershell -ExecutionPolicy Bypass -File installer\package\windows\build.ps1
#
# Written with care, not run by the project, which has no Windows machine. It needs 64-bit CPython 3.11 to 3.13 (the
# `py` launcher), Visual Studio's C++ build tools for llama.cpp, and NSIS (`makensis`) on the PATH.
$ErrorActionPreference = "Stop"
$root = (Resolve-Path "$PSScriptRoot\..\..\..").Path
Set-Location $root
$venv = if ($env:MINDPACE_VENV) { $env:MINDPACE_VENV } else { "$root\.venv" }
$python = "$venv\Scripts\python.exe"

function Invoke-Checked {
    & $args[0] $args[1..($args.Count - 1)]
    if ($LASTEXITCODE -ne 0) { throw "mindpace: $($args -join ' ') failed with status $LASTEXITCODE." }
}

if (-not (Test-Path $python)) { Invoke-Checked py -3 -m venv $venv }
$pip = @("-m", "pip", "install", "--disable-pip-version-check", "-c", "installer\constraints.txt")
Invoke-Checked $python @pip pip setuptools hatchling
# The plain torch package is the CPU build on Windows.
# llama-cpp-python is compiled, portable (no -march=native), without llama-common, as on Linux: see llama_wheel.py.
$include = "$root\build\nocommon.cmake"
New-Item -ItemType Directory -Force "$root\build" | Out-Null
Set-Content -Path $include -Value "set(LLAMA_BUILD_COMMON OFF)" -Encoding ascii
$env:CMAKE_ARGS = "-DCMAKE_PROJECT_llama_cpp_INCLUDE=$($include -replace '\\', '/') -DGGML_NATIVE=OFF -DGGML_LLAMAFILE=OFF"
if ($env:MINDPACE_LLAMA -eq "cuda") { $env:CMAKE_ARGS += " -DGGML_CUDA=ON -DCMAKE_CUDA_ARCHITECTURES=native" }
if ($env:MINDPACE_LLAMA -eq "vulkan") { $env:CMAKE_ARGS += " -DGGML_VULKAN=ON" }
Invoke-Checked $python @pip "--no-build-isolation" "--editable" ".[package]"

$env:PYTHONUTF8 = "1"
Invoke-Checked $python "installer\package\make.py" bundle
$version = (& $python -c "from importlib.metadata import version; print(version('mindpace'))").Trim()
# The console program answers without a window, so this tells whether the folder is whole.
Invoke-Checked "dist\mindpace\mindpace.exe" --version
Invoke-Checked "dist\mindpace\mindpace.exe" ask "assets\examples\sum.wav" --out "build\reply.wav"
Invoke-Checked makensis "-DVERSION=$version" "-DFOLDER=$root\dist\mindpace" "-DICON=$root\build\package\mindpace.ico" `
    "-DOUT=$root\dist\mindpace-$version-setup.exe" "installer\package\windows\mindpace.nsi"
Write-Output "mindpace: dist\mindpace-$version-setup.exe"
