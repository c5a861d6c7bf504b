; A Windows installer around the folder that PyInstaller makes. Written with care and compiled by makensis in the
; project's tests; it was not run on Windows.
;
; makensis -DVERSION=0.1.0 -DFOLDER=dist\mindpace -DOUT=dist\mindpace-0.1.0-setup.exe installer\package\windows\mindpace.nsi
;
; Installs for the current user, without administrator rights, into %LOCALAPPDATA%\Programs\Mindpace. `/S` is silent.
; Removal leaves the user's own files (settings, history, packs, logs) and says where they are.

Unicode true
SetCompressor /SOLID lzma
RequestExecutionLevel user

!ifndef VERSION
  !error "say -DVERSION=..."
!endif
!ifndef FOLDER
  !error "say -DFOLDER=... : the folder that PyInstaller made"
!endif
!ifndef OUT
  !define OUT "mindpace-${VERSION}-setup.exe"
!endif
!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "x64.nsh"

!define NAME "Mindpace"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"

Name "${NAME} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "A private voice assistant that thinks while it speaks"
VIAddVersionKey "LegalCopyright" "The Mindpace maintainers"

!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\mindpace-window.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Start Mindpace"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "Mindpace needs a 64-bit Windows."
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

; A running Mindpace holds its files: an update over it would leave a mixture.
!macro RequireEnded UN
  Function ${UN}RequireEnded
    try:
      IfFileExists "$INSTDIR\mindpace-window.exe" 0 free
      ClearErrors
      FileOpen $0 "$INSTDIR\mindpace-window.exe" a
      IfErrors busy
      FileClose $0
      Goto free
    busy:
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Mindpace is running: close it, also in the tray, then try again." \
        /SD IDCANCEL IDRETRY try
      SetErrorLevel 2
      Quit
    free:
  FunctionEnd
!macroend
!insertmacro RequireEnded ""
!insertmacro RequireEnded "un."

Section "Mindpace" MAIN
  SectionIn RO
  Call RequireEnded
  ; Nothing of an older version stays between the new files.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\mindpace-window.exe"
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\mindpace-window.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "The Mindpace maintainers"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Icon on the desktop" DESKTOP
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\mindpace-window.exe"
SectionEnd

Section /o "Start with Windows, in the tray" STARTUP
  CreateShortcut "$SMSTARTUP\${NAME}.lnk" "$INSTDIR\mindpace-window.exe" "--tray"
SectionEnd

Section "Uninstall"
  Call un.RequireEnded
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  Delete "$SMSTARTUP\${NAME}.lnk"
  ; Only what was installed: the folder may have been chosen by hand and hold other things.
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\mindpace.exe"
  Delete "$INSTDIR\mindpace-window.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
  MessageBox MB_OK "Mindpace is removed. Your settings, history and packs stay in $LOCALAPPDATA\mindpace." /SD IDOK
SectionEnd
