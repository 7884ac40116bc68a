@echo off
rem The atlas on Windows, without make. A double click installs what is missing and serves it on this computer;
rem with words after it, it is the command line: .\atlas --help
setlocal
chcp 65001 >nul
set "ICI=%~dp0"
set "PYTHON=%ICI%.venv\Scripts\python.exe"
rem The list that was installed: another one, after an update, is installed again.
set "LISTE=%ICI%.venv\requirements.txt"
if exist "%PYTHON%" if exist "%LISTE%" fc /b "%ICI%requirements.txt" "%LISTE%" >nul 2>nul && goto :pret
call :installer
if errorlevel 1 goto :arret

:pret
rem -P: a folder named "clauses" where the command is typed must not be taken for the program.
set "PYTHONPATH=%ICI%"
if "%~1"=="" goto :servir
"%PYTHON%" -P -m clauses %*
exit /b %errorlevel%

:servir
if not defined CLAUSES_EQUIPE set "CLAUSES_EQUIPE=poste-local"
if not defined CLAUSES_UN_SEUL_ECRIVAIN set "CLAUSES_UN_SEUL_ECRIVAIN=oui"
cd /d "%ICI%"
echo L’atlas s’ouvre dans votre navigateur. Pour l’arrêter, fermez cette fenêtre.
"%PYTHON%" -m streamlit run app.py --server.headless false --server.showEmailPrompt false
if errorlevel 1 goto :arret
exit /b 0

:installer
set "BASE=py -3"
where py >nul 2>nul
if errorlevel 1 set "BASE=python"
%BASE% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 (
  echo Il faut Python 3.11 ou plus récent : docs\poste-windows.md dit comment l’installer.
  exit /b 1
)
echo Installation de l’atlas, une fois pour toutes : quelques minutes, avec Internet.
%BASE% -m venv "%ICI%.venv"
if errorlevel 1 exit /b 1
"%PYTHON%" -m pip install --disable-pip-version-check --only-binary :all: -r "%ICI%requirements.txt"
if errorlevel 1 (
  echo L’installation n’a pas pu se faire : docs\poste-windows.md dit pourquoi, et que faire.
  exit /b 1
)
copy /y "%ICI%requirements.txt" "%LISTE%" >nul
exit /b 0

:arret
if "%~1"=="" pause
exit /b 1
