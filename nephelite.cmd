@echo off
rem Runs Nephelite from this checkout, building it first when there is no build or a source is newer than it.
setlocal EnableExtensions DisableDelayedExpansion
set "CHECKOUT=%~dp0"
set "CHECKOUT=%CHECKOUT:~0,-1%"
set "JAR=%CHECKOUT%\cli\target\nephelite.jar"
set "LOG=%CHECKOUT%\cli\target\quick-build.log"
rem Sources as old as this are in the build, even where they changed nothing in the jar.
set "STAMP=%CHECKOUT%\cli\target\quick-build.stamp"
set "LOCK=%CHECKOUT%\cli\target\quick-build.lock"
rem There is such a file for as long as Maven runs.
set "RUNNING=%CHECKOUT%\cli\target\quick-build.running"
rem The log names each file that is downloaded; .mvn\maven.config silences that for people.
set "TRANSFERS=-Dorg.slf4j.simpleLogger.log.org.apache.maven.cli.transfer.Slf4jMavenTransferListener"
set "LIBRARIES=%CHECKOUT%\cli\target\lib"
rem PowerShell 7 fills it with modules that the PowerShell of Windows cannot load.
set "PSModulePath="

if not defined JAVA_HOME goto java_on_path
set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%JAVA%" goto java_found
echo nephelite: JAVA_HOME is "%JAVA_HOME%", but there is no bin\java.exe in it. Point it at a JDK 17 or newer, or unset it. 1>&2
exit /b 1

:java_on_path
set "JAVA="
for %%J in (java.exe) do set "JAVA=%%~$PATH:J"
if defined JAVA goto java_found
echo nephelite: needs Java 17 or newer, but there is no java on the PATH. Install a JDK 17, or set JAVA_HOME to one. 1>&2
exit /b 1

:java_found
rem The "release" file of an installation tells the version without starting java.
set "VERSION="
for %%J in ("%JAVA%") do set "RELEASE=%%~dpJ..\release"
if exist "%RELEASE%" for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%RELEASE%"') do set "VERSION=%%~V"
if not defined VERSION for /f "tokens=3" %%V in ('call "%JAVA%" -version 2^>^&1 ^| findstr /c:" version "') do set "VERSION=%%~V"
set "MAJOR=0"
for /f "delims=.-+" %%M in ("%VERSION%") do set "MAJOR=%%M"
if %MAJOR% geq 17 goto java_fits
if not defined VERSION set "VERSION=of an unknown version"
echo nephelite: needs Java 17 or newer, but "%JAVA%" is Java %VERSION%. Install a JDK 17, or set JAVA_HOME to one. 1>&2
exit /b 1

:java_fits
rem The classes that a start loads, as the JVM keeps them in memory: one archive for each Java.
set "KEY=%VERSION%_%JAVA%"
set "KEY=%KEY:\=_%"
set "KEY=%KEY:/=_%"
set "KEY=%KEY::=_%"
set "ARCHIVE=%CHECKOUT%\cli\target\archives\%KEY%.jsa"
rem When there is none, or an old one, the running program makes it for the next start.
set "SHARING=-Dnephelite.archive=%ARCHIVE%"
set "WORKERARCHIVE="
if not exist "%JAR%" goto first_build
powershell -NoProfile -Command "$built = (Get-Item -ErrorAction SilentlyContinue -LiteralPath $env:JAR, $env:STAMP | Sort-Object LastWriteTime | Select-Object -Last 1).LastWriteTime; $sources = @(Get-Item \"$env:CHECKOUT\pom.xml\", \"$env:CHECKOUT\*\pom.xml\") + @(Get-ChildItem -Recurse \"$env:CHECKOUT\*\src\main\"); if ($sources | Where-Object LastWriteTime -gt $built | Select-Object -First 1) { exit 1 }; $archive = Get-Item -ErrorAction SilentlyContinue -LiteralPath $env:ARCHIVE; if (-not $archive -or (@(Get-Item -LiteralPath $env:JAR) + @(Get-ChildItem -LiteralPath $env:LIBRARIES) | Where-Object LastWriteTime -gt $archive.LastWriteTime | Select-Object -First 1)) { exit 2 }"
if errorlevel 2 goto start
if not errorlevel 1 goto archive_fits
set "REASON=building again, because sources have changed (about a minute)"
goto build

:first_build
set "REASON=building on first use (about a minute, or a few if Maven has to download libraries first)"

:build
for %%J in ("%JAVA%") do set "COMPILER=%%~dpJjavac.exe"
if exist "%RELEASE%" if not exist "%COMPILER%" goto no_compiler
if not exist "%CHECKOUT%\cli\target" mkdir "%CHECKOUT%\cli\target"
set "WAITED="
set "BUILD="

:take_lock
rem The lock is a file that this process holds open; Windows releases it when the process ends, however it ends. Handle 8
rem keeps standard error, on which cmd itself says that it cannot open the file.
8>&2 2>nul (9>"%LOCK%" (2>&8 call :build_once & (call ))) || goto wait_for_lock
if not "%BUILD%"=="0" goto build_failed
goto start

:wait_for_lock
if not defined WAITED echo nephelite: waiting for another start, which is building 1>&2
set "WAITED=1"
ping -n 2 127.0.0.1 >nul
goto take_lock

:build_once
rem The start that had the lock has built it all, unless it failed.
if defined WAITED if not exist "%STAMP%.started" set "BUILD=0"
if defined BUILD exit /b
echo nephelite: %REASON% 1>&2
copy /y nul "%STAMP%.started" >nul
copy /y nul "%RUNNING%" >nul
start "" /b powershell -NoProfile -Command "for ($s = 1; $s -le 3600; $s++) { Start-Sleep 1; if (-not (Test-Path -LiteralPath $env:RUNNING)) { exit }; if ($s %% 10) { continue }; $lines = @(Get-Content -LiteralPath $env:LOG -ErrorAction SilentlyContinue); $module = @($lines -match '^\[INFO\] Building .*\[\d+/\d+\]$')[-1] -replace '^\[INFO\] B', 'b' -replace ' +', ' '; if (-not $module) { $module = 'starting Maven, which is downloaded on first use' }; $files = @($lines -match ' Downloaded from ').Count; [Console]::Error.WriteLine(('nephelite: {0}, {1} files downloaded, {2} s so far' -f $module, $files, $s)) }"
pushd "%CHECKOUT%"
call "%CHECKOUT%\mvnw.cmd" -Dquick "%TRANSFERS%=info" -pl cli -am package >"%LOG%" 2>&1 <nul
set "BUILD=%ERRORLEVEL%"
popd
del "%RUNNING%"
if "%BUILD%"=="0" move /y "%STAMP%.started" "%STAMP%" >nul
exit /b

:no_compiler
echo nephelite: has to be built, but there is no compiler "%COMPILER%": this Java is a JRE. Install a JDK 17, or set JAVA_HOME to one. 1>&2
exit /b 1

:build_failed
findstr /b /c:"[ERROR] " "%LOG%" 1>&2 || type "%LOG%" 1>&2
echo nephelite: the build failed, see above; all of its output is in "%LOG%" 1>&2
exit /b 1

:archive_fits
set "SHARING=-XX:SharedArchiveFile=%ARCHIVE%"
set "WORKERARCHIVE=%CHECKOUT%\cli\target\archives\%KEY%-worker.jsa"

:start
rem Chosen by measurement, see docs\decisions\0010-jvm-flags-and-class-data-sharing.md.
set "COLLECTOR=-XX:+UseSerialGC"
if not defined NEPHELITE_JAVA_OPTS goto options_known
rem The JVM refuses two collectors.
set NEPHELITE_JAVA_OPTS | findstr /r /c:"Use.*GC" >nul && set "COLLECTOR="

:options_known
rem A library of the protocol between host and workers uses what newer JVMs warn of.
set "MEMORYACCESS="
if %MAJOR% geq 24 set "MEMORYACCESS=--sun-misc-unsafe-memory-access=allow"
set "OPTIONS=%COLLECTOR% %MEMORYACCESS% -Xms96m -Xmn24m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -Xlog:disable -Xlog:jfr*=error:stderr"
if not defined NEPHELITE_JAVA_OPTS goto run

rem Java prints several lines about an option that it refuses, none of which says where the option comes from. What runs an
rem agent or writes files is not tried out.
set "REASON="
for %%O in (%NEPHELITE_JAVA_OPTS%) do call :require_agent "%%~O"
if defined REASON goto options_refused
set NEPHELITE_JAVA_OPTS | findstr /c:"-agent" /c:"-javaagent" /c:"-Xrun" /c:"StartFlightRecording" /c:"-Xlog" >nul && goto run
set "TRIED=%TEMP%\nephelite-java-options-%RANDOM%.log"
"%JAVA%" %OPTIONS% %NEPHELITE_JAVA_OPTS% -version >"%TRIED%" 2>&1
set "REFUSED=%ERRORLEVEL%"
rem The first line that has a reason.
for /f "delims=" %%R in ('findstr /v /r /c:"Picked up [A-Z_]*OPTIONS:" /c:" VM warning: " /c:"^Error occurred during " "%TRIED%"') do if not defined REASON set "REASON=%%R"
del "%TRIED%"
if "%REFUSED%"=="0" goto run

:options_refused
rem Delayed expansion prints what these contain as it is.
setlocal EnableDelayedExpansion
if "!REASON:~-1!"=="." set "REASON=!REASON:~0,-1!"
echo nephelite: Java does not start with NEPHELITE_JAVA_OPTS='!NEPHELITE_JAVA_OPTS!': !REASON!. Correct that variable, or unset it. 1>&2
exit /b 1

:require_agent
set "OPTION=%~1"
set "AGENT="
if "%OPTION:~0,11%"=="-javaagent:" set "AGENT=%OPTION:~11%"
if "%OPTION:~0,11%"=="-agentpath:" set "AGENT=%OPTION:~11%"
if defined AGENT if not exist "%AGENT%" set "REASON=there is no file %AGENT%"
exit /b

:run
rem The variables of this script are not those of functions and commands: the line is expanded before they are gone.
endlocal & "%JAVA%" "%SHARING%" %OPTIONS% %NEPHELITE_JAVA_OPTS% "-Dnephelite.home=%CHECKOUT%" "-Dnephelite.worker.archive=%WORKERARCHIVE%" -jar "%JAR%" %*
exit /b %ERRORLEVEL%
