package dev.nephelite.cli;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script in a checkout of its own, whose Maven and Java only write down what they were asked. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String BUILD = "-Dquick"
            + " -Dorg.slf4j.simpleLogger.log.org.apache.maven.cli.transfer.Slf4jMavenTransferListener=info"
            + " -pl cli -am package";

    private static final String WANTED = "-Dnephelite.archive=";
    private static final String USED = "-XX:SharedArchiveFile=";
    private static final String OF_WORKERS = "-Dnephelite.worker.archive=";

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    private Path checkout;
    private Path jdk;

    @BeforeEach
    void prepare() throws IOException {
        checkout = folder.toRealPath().resolve("checkout");
        write("checkout/pom.xml", "");
        write("checkout/cli/pom.xml", "");
        write("checkout/cli/src/main/java/Main.java", "");
        executable("checkout/nephelite", Files.readString(Path.of("..", "nephelite")));
        executable("checkout/mvnw", "#!/bin/sh\necho \"$@\" >>builds\n: >cli/target/nephelite.jar\n");

        jdk = folder.resolve("jdk");
        write("jdk/release", "JAVA_VERSION=\"17.0.15\"\n");
        executable("jdk/bin/java", "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        executable("jdk/bin/javac", "");
    }

    @Nested
    class Given_a_fresh_checkout {
        @Test
        void it_builds_once_and_says_so_on_stderr_only() throws Exception {
            Run first = nephelite("version");
            Run second = nephelite("version");

            assertThat(checkout.resolve("builds")).hasContent(BUILD);
            assertThat(first.err())
                    .isEqualTo("nephelite: building on first use"
                            + " (about a minute, or a few if Maven has to download libraries first)\n");
            assertThat(second.err()).isEmpty();
            assertThat(first.out()).isEqualTo(second.out()).endsWith("version\n");
        }

        @Test
        void it_shows_why_a_build_fails_and_exits_with_1() throws Exception {
            executable("checkout/mvnw", "#!/bin/sh\necho '[INFO] fine'\necho '[ERROR] no disk left'\nexit 1\n");

            Run run = nephelite("version");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("[ERROR] no disk left", "the build failed")
                    .doesNotContain("fine");
            assertThat(run.out()).isEmpty();
        }

        @Test
        void it_refuses_to_build_with_a_Java_that_has_no_compiler() throws Exception {
            Files.delete(jdk.resolve("bin/javac"));

            assertThat(nephelite("version").err()).contains("has no compiler", "Install a JDK 17");
        }
    }

    /** A build that goes on until the test lets it end. */
    @Nested
    class Given_a_build_in_progress {
        private static final String LOCK = "cli/target/quick-build.lock";

        private Path gate;

        @BeforeEach
        void prepareBuild() throws Exception {
            gate = folder.resolve("gate");
            assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                    .isZero();
            executable("checkout/mvnw", """
                    #!/bin/sh
                    echo "$@" >>builds
                    echo '[INFO] Building Nephelite Emulator 0.1.0-SNAPSHOT                         [2/6]'
                    echo '[INFO] Downloaded from central: https://maven.example/a.jar (500 kB at 1.2 MB/s)'
                    echo '[INFO] Downloaded from central: https://maven.example/b.jar (2.5 MB at 1.2 MB/s)'
                    read line <'%s'
                    : >cli/target/nephelite.jar
                    """.formatted(gate));
        }

        @Test
        void another_start_waits_and_says_so_and_builds_nothing() throws Exception {
            Process first = start(checkout.resolve("nephelite"), "version");
            try (BufferedReader firstErrors = first.errorReader()) {
                assertThat(firstErrors.readLine()).contains("building on first use");
                Process second = start(checkout.resolve("nephelite"), "version");
                try (BufferedReader secondErrors = second.errorReader()) {
                    assertThat(secondErrors.readLine())
                            .isEqualTo("nephelite: waiting for another start (process " + first.pid()
                                    + "), which is building");
                    Files.writeString(gate, "end\n");

                    assertThat(first.waitFor()).isZero();
                    assertThat(second.waitFor()).isZero();
                }
            }
            assertThat(checkout.resolve("builds")).hasContent(BUILD);
            assertThat(checkout.resolve(LOCK)).doesNotExist();
        }

        @Test
        void the_lock_of_a_start_that_was_killed_is_no_obstacle() throws Exception {
            lockForADeadProcess();
            Process process = start(checkout.resolve("nephelite"), "version");
            Files.writeString(gate, "end\n");

            assertThat(process.waitFor()).isZero();
            assertThat(checkout.resolve("builds")).hasContent(BUILD);
        }

        @Test
        void the_Maven_of_a_start_that_was_killed_is_waited_for() throws Exception {
            lockForADeadProcess();
            executable("checkout/maven", "#!/bin/sh\nread line <'" + gate + "'\n: >cli/target/nephelite.jar\n");
            Process maven = start(checkout.resolve("maven"));
            write("checkout/" + LOCK + ".maven", maven.pid() + "@maven");
            Process process = start(checkout.resolve("nephelite"), "version");
            try (BufferedReader errors = process.errorReader()) {
                assertThat(errors.readLine()).contains("waiting for another start");
                Files.writeString(gate, "end\n");

                assertThat(process.waitFor()).isZero();
            }
            assertThat(checkout.resolve("builds")).doesNotExist();
        }

        @Test
        void it_says_every_ten_seconds_how_far_it_is() throws Exception {
            executable(
                    "bin/date",
                    "#!/bin/sh\necho . >>'%s/dates'\nexpr 10 '*' $(wc -l <'%s/dates')\n".formatted(folder, folder));
            environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
            Process process = start(checkout.resolve("nephelite"), "version");
            try (BufferedReader errors = process.errorReader()) {
                assertThat(errors.lines()
                                .filter(line -> line.contains("downloaded, "))
                                .findFirst())
                        .hasValueSatisfying(line -> assertThat(line)
                                .matches("nephelite: building Nephelite Emulator \\(2 of 6\\),"
                                        + " 2 files \\(3 MB\\) downloaded, \\d+ s so far"));
                Files.writeString(gate, "end\n");
                assertThat(errors.lines().count()).isNotNegative();
            }
            assertThat(process.waitFor()).isZero();
        }

        @Test
        void it_ends_with_the_start_that_is_stopped() throws Exception {
            Process process = start(checkout.resolve("nephelite"), "version");
            try (BufferedReader errors = process.errorReader()) {
                assertThat(errors.readLine()).contains("building on first use");
                process.destroy();

                assertThat(process.waitFor()).isEqualTo(143);
            }
            assertThat(checkout.resolve(LOCK)).doesNotExist();
        }

        private void lockForADeadProcess() throws Exception {
            Process dead = new ProcessBuilder("true").start();
            dead.waitFor();
            Files.createDirectories(checkout.resolve("cli/target"));
            Files.createSymbolicLink(checkout.resolve(LOCK), Path.of(dead.pid() + "@nephelite"));
        }
    }

    @Nested
    class Given_a_build {
        @BeforeEach
        void build() throws IOException {
            write("checkout/cli/target/nephelite.jar", "");
            write("checkout/cli/target/lib/emulator.jar", "");
            changed("cli/target/nephelite.jar", Duration.ofHours(1));
        }

        @Test
        void arguments_arrive_as_they_were_given() throws Exception {
            String[] arguments = {"exec", "--", "a b", "*", "", "$HOME", "\"quoted\""};

            assertThat(nephelite(arguments).out()).endsWith(String.join("\n", arguments) + "\n");
        }

        @Test
        void it_starts_from_anywhere_and_through_a_link_to_a_link() throws Exception {
            Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("checkout/nephelite"));
            Path linkToLink = Files.createSymbolicLink(folder.resolve("n"), link);

            Run run = run(linkToLink, "version");

            assertThat(run.out())
                    .contains(
                            "-Dnephelite.home=" + checkout + "\n", checkout.resolve("cli/target/nephelite.jar") + "\n");
            assertThat(checkout.resolve("builds")).doesNotExist();
        }

        @Test
        void it_builds_again_when_a_source_is_newer() throws Exception {
            changed("cli/src/main/java/Main.java", Duration.ofHours(2));

            Run run = nephelite("version");

            assertThat(run.err()).contains("because sources have changed");
            assertThat(checkout.resolve("builds")).hasContent(BUILD);
        }

        @Test
        void it_has_an_archive_of_classes_made_where_there_is_none() throws Exception {
            assertThat(archive(nephelite("version"), WANTED)).startsWithRaw(checkout.resolve("cli/target/archives"));
        }

        @Test
        void it_uses_an_archive_until_a_jar_is_newer() throws Exception {
            Path archive = archive(nephelite("version"), WANTED);
            write("checkout/cli/target/archives/" + archive.getFileName(), "");
            changed("cli/target/archives/" + archive.getFileName(), Duration.ofHours(2));

            assertThat(archive(nephelite("version"), USED)).isEqualTo(archive);
            assertThat(archive(nephelite("version"), OF_WORKERS))
                    .isEqualTo(archive.resolveSibling(
                            archive.getFileName().toString().replace(".jsa", "-worker.jsa")));

            changed("cli/target/lib/emulator.jar", Duration.ofHours(3));

            assertThat(archive(nephelite("version"), WANTED)).isEqualTo(archive);
            assertThat(archive(nephelite("version"), OF_WORKERS)).isEqualTo(Path.of(""));
        }

        @Test
        void another_Java_has_another_archive() throws Exception {
            Path ofOne = archive(nephelite("version"), WANTED);
            write("jdk/release", "JAVA_VERSION=\"17.0.16\"\n");

            assertThat(archive(nephelite("version"), WANTED)).isNotEqualTo(ofOne);
        }

        @Test
        void options_of_the_users_own_come_after_those_of_the_launcher() throws Exception {
            environment.put("NEPHELITE_JAVA_OPTS", "-Xmx1g  -Dfiles=*");

            assertThat(nephelite("version").out()).containsSubsequence("-XX:+UseSerialGC\n", "-Xmx1g\n-Dfiles=*\n");
        }

        @ParameterizedTest
        @CsvSource({
            "Unrecognized option: -Xmn,                               Unrecognized option: -Xmn.",
            "Error occurred during initialization of VM|Too small.,   Too small.",
            "Picked up JAVA_TOOL_OPTIONS: -Dx=y|Not known,            Not known.",
            "OpenJDK 64-Bit Server VM warning: old|Not known,         Not known.",
            "Syntax errorError: Could not create the Java VM,         Syntax error."
        })
        void options_that_Java_refuses_are_explained_in_one_line(String printed, String reason) throws Exception {
            executable("jdk/bin/java", "#!/bin/sh\necho '%s' | tr '|' '\\n' >&2\nexit 1\n".formatted(printed));

            assertRefused("-Xmn", reason);
        }

        @Test
        void options_are_tried_out_together_with_those_of_the_launcher() throws Exception {
            executable("jdk/bin/java", "#!/bin/sh\necho \"$*\"\nexit 1\n");

            assertRefused(
                    "-Xmx64m",
                    "-XX:+UseSerialGC -Xms96m -Xmn24m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30"
                            + " -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -Xlog:disable -Xlog:jfr*=error:stderr"
                            + " -Xmx64m -version.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-javaagent:/missing/agent=a=b", "-Xmx1g -agentpath:/missing/agent"})
        void an_agent_that_is_missing_is_named(String options) throws Exception {
            assertRefused(options, "there is no file /missing/agent.");
        }

        @Test
        void an_agent_library_that_is_missing_is_named() throws Exception {
            assertRefused("-agentlib:jwdp=server=y", "there is no agent library jwdp.");
        }

        @Test
        void what_Java_shall_log_is_tried_out_but_not_the_file() throws Exception {
            executable("jdk/bin/java", "#!/bin/sh\necho \"$*\"\nexit 1\n");
            environment.put("NEPHELITE_JAVA_OPTS", "-Xlog:gc*:file=gc.log");

            assertThat(nephelite("version").err()).contains(" -Xlog:gc* -version.");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"-javaagent:%s/agent.jar", "-agentlib:jdwp=server=y", "-XX:StartFlightRecording:filename=x"})
        void what_runs_an_agent_or_writes_files_is_not_tried_out(String option) throws Exception {
            write("agent.jar", "");
            write("jdk/lib/libjdwp.so", "");
            environment.put("NEPHELITE_JAVA_OPTS", option.formatted(folder));
            executable("jdk/bin/java", "#!/bin/sh\nfor last; do :; done\n[ \"$last\" = version ]\n");

            assertThat(nephelite("version").exitCode()).isZero();
        }

        private void assertRefused(String options, String reason) throws Exception {
            environment.put("NEPHELITE_JAVA_OPTS", options);

            Run run = nephelite("version");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo(
                            "nephelite: Java does not start with NEPHELITE_JAVA_OPTS='%s': %s Correct that variable, or unset it.\n"
                                    .formatted(options, reason));
        }

        @Test
        void a_collector_of_the_users_own_is_the_only_one() throws Exception {
            environment.put("NEPHELITE_JAVA_OPTS", "-XX:+UseZGC");

            assertThat(nephelite("version").out()).contains("-XX:+UseZGC\n").doesNotContain("-XX:+UseSerialGC");
        }

        @Test
        void it_asks_for_Java_17_when_Java_is_older() throws Exception {
            write("jdk/release", "JAVA_VERSION=\"11.0.2\"\n");

            Run run = nephelite("version");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("needs Java 17 or newer", "is Java 11.0.2", "set JAVA_HOME");
        }

        @Test
        void it_doubts_JAVA_HOME_when_there_is_no_Java_in_it() throws Exception {
            Files.delete(jdk.resolve("bin/java"));

            Run run = nephelite("version");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("JAVA_HOME is " + jdk, "Point it at a JDK 17 or newer");
        }
    }

    /** The archive that the command line of Java names by this option. */
    private static Path archive(Run run, String option) {
        return run.out()
                .lines()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> Path.of(argument.substring(option.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run));
    }

    private record Run(int exitCode, String out, String err) {}

    private Run nephelite(String... arguments) throws IOException, InterruptedException {
        return run(checkout.resolve("nephelite"), arguments);
    }

    private Run run(Path launcher, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        process.environment().putAll(environment);
        process.environment().put("JAVA_HOME", jdk.toString());
        int exitCode = process.start().waitFor();
        return new Run(exitCode, Files.readString(out), Files.readString(err));
    }

    private Process start(Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(checkout.toFile());
        process.environment().putAll(environment);
        process.environment().put("JAVA_HOME", jdk.toString());
        return process.start();
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void executable(String name, String script) throws IOException {
        write(name, script);
        Files.setPosixFilePermissions(folder.resolve(name), fromString("rwxr-xr-x"));
    }

    private void changed(String name, Duration fromNow) throws IOException {
        Instant time = Files.getLastModifiedTime(checkout.resolve("pom.xml")).toInstant();
        Files.setLastModifiedTime(checkout.resolve(name), FileTime.from(time.plus(fromNow)));
    }
}
