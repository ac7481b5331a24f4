package dev.nephelite;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.ref.ReferenceQueue;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.channels.Selector;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The drawing of the architecture as rules. A rule that fails is a decision to discuss, not a test to silence. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.nephelite");

    /** What takes its answer from the machine instead of from the injected clock and ids. */
    private static final Set<String> TIME_AND_CHANCE = Set.of(
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Thread.sleep",
            "java.security.SecureRandom.<init>",
            "java.security.SecureRandom.getInstance",
            "java.security.SecureRandom.getInstanceStrong",
            "java.time.Clock.system",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.systemUTC",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.LocalTime.now",
            "java.time.MonthDay.now",
            "java.time.OffsetDateTime.now",
            "java.time.OffsetTime.now",
            "java.time.Year.now",
            "java.time.YearMonth.now",
            "java.time.ZonedDateTime.now",
            "java.util.Calendar.getInstance",
            "java.util.Collections.shuffle",
            "java.util.Date.<init>",
            "java.util.GregorianCalendar.<init>",
            "java.util.Random.<init>",
            "java.util.SplittableRandom.<init>",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGenerator.of",
            "java.util.concurrent.TimeUnit.sleep");

    /** What waits by the JVM's own time instead of the injected clock, where a parameter says how long. */
    private static final Map<Class<?>, Set<String>> WAITS = Map.ofEntries(
            entry(AbstractQueuedSynchronizer.class, Set.of("tryAcquireNanos", "tryAcquireSharedNanos")),
            entry(BlockingDeque.class, Set.of("offerFirst", "offerLast", "pollFirst", "pollLast")),
            entry(BlockingQueue.class, Set.of("offer", "poll")),
            entry(CompletableFuture.class, Set.of("completeOnTimeout", "delayedExecutor", "orTimeout")),
            entry(CompletionService.class, Set.of("poll")),
            entry(Condition.class, Set.of("await", "awaitNanos", "awaitUntil")),
            entry(CountDownLatch.class, Set.of("await")),
            entry(CyclicBarrier.class, Set.of("await")),
            entry(Exchanger.class, Set.of("exchange")),
            entry(ExecutorService.class, Set.of("awaitQuiescence", "awaitTermination", "invokeAll", "invokeAny")),
            entry(Future.class, Set.of("get", "quietlyJoin")),
            entry(HttpClient.Builder.class, Set.of("connectTimeout")),
            entry(HttpRequest.Builder.class, Set.of("timeout")),
            entry(InetAddress.class, Set.of("isReachable")),
            entry(Lock.class, Set.of("tryLock")),
            entry(LockSupport.class, Set.of("parkNanos", "parkUntil")),
            entry(Object.class, Set.of("wait")),
            entry(Phaser.class, Set.of("awaitAdvanceInterruptibly")),
            entry(Process.class, Set.of("waitFor")),
            entry(ReferenceQueue.class, Set.of("remove")),
            entry(ScheduledExecutorService.class, Set.of("schedule", "scheduleAtFixedRate", "scheduleWithFixedDelay")),
            entry(Selector.class, Set.of("select")),
            entry(Semaphore.class, Set.of("tryAcquire")),
            entry(ServerSocket.class, Set.of("setSoTimeout")),
            entry(Socket.class, Set.of("connect", "setSoTimeout")),
            entry(Thread.class, Set.of("join")),
            entry(TimeUnit.class, Set.of("timedJoin", "timedWait")),
            entry(Timer.class, Set.of("schedule", "scheduleAtFixedRate")),
            entry(TransferQueue.class, Set.of("tryTransfer")),
            entry(URLConnection.class, Set.of("setConnectTimeout", "setReadTimeout")),
            entry(WatchService.class, Set.of("poll")));

    /** Who waits like that all the same, and why. */
    private static final Map<String, String> MAY_WAIT = Map.ofEntries(
            entry("dev.nephelite.blob.copy.CopyJobs", "a stop waits for threads that were asked to end"),
            entry("dev.nephelite.blob.copy.RemoteDownloader", "a time-out of a connection"),
            entry("dev.nephelite.cli.process.Browser", "waits for another process"),
            entry("dev.nephelite.cli.process.CdsArchive", "waits for another process"),
            entry("dev.nephelite.cli.process.PortInUseException", "a time-out of a connection"),
            entry("dev.nephelite.cli.remote.RemoteServer", "a time-out of a connection"),
            entry("dev.nephelite.cloud.control.ControlPlane", "a stop waits for the responses in progress"),
            entry(
                    "dev.nephelite.emulator.http.server.ServerThreads",
                    "a stop waits for threads that were asked to end"),
            entry("dev.nephelite.emulator.service.Checksums", "a stop waits for a thread that was asked to end"),
            entry("dev.nephelite.emulator.store.ExtentDeleter", "a stop waits for a thread that was asked to end"),
            entry("dev.nephelite.function.AppReloader", "a stop waits for a thread that was asked to end"),
            entry("dev.nephelite.function.client.JdkHttpTransport", "a time-out of a connection"),
            entry("dev.nephelite.function.client.PooledHttpTransport", "a time-out of a connection"),
            entry(
                    "dev.nephelite.function.java.profile.FlightRecording",
                    "waits for Flight Recorder while the process ends"),
            entry("dev.nephelite.function.java.program.DebuggerReports", "reports at the pace of the machine"),
            entry("dev.nephelite.function.java.worker.jvm.AppThreads", "waits for a shutdown hook of an app"),
            entry("dev.nephelite.function.run.RunStore", "a stop waits for runs that are still to be written"),
            entry(
                    "dev.nephelite.function.trigger.eventgrid.EventFollower",
                    "a stop waits for a thread that was asked to end"),
            entry("dev.nephelite.maven.ProgramProcess", "a stop waits for a process that was asked to end"));

    private static final DescribedPredicate<JavaAccess<?>> A_WAIT = DescribedPredicate.describe(
            "the target waits by the JVM's time",
            access -> access.getTarget() instanceof CodeUnitAccessTarget method
                    && method.getRawParameterTypes().stream().anyMatch(ArchitectureTest::isTime)
                    && WAITS.entrySet().stream()
                            .anyMatch(wait -> wait.getValue().contains(method.getName())
                                    && method.getOwner().isAssignableTo(wait.getKey())));

    private static final Set<String> SETTINGS_OF_THE_PROCESS = Set.of(
            "java.lang.Boolean.getBoolean",
            "java.lang.Integer.getInteger",
            "java.lang.Long.getLong",
            "java.lang.System.getProperties",
            "java.lang.System.getProperty",
            "java.lang.System.getenv");

    private static final Set<String> CHANGES_OF_THE_PROCESS = Set.of(
            "java.lang.Runtime.addShutdownHook",
            "java.lang.Runtime.exit",
            "java.lang.Runtime.halt",
            "java.lang.System.clearProperty",
            "java.lang.System.exit",
            "java.lang.System.setProperty",
            "javax.net.ssl.SSLContext.setDefault");

    @ParameterizedTest
    @ValueSource(strings = {"emulator", "blob", "queue", "function", "cloud", "junit", "cli", "maven"})
    void every_module_is_looked_at(String module) {
        assertThat(ALL.containPackage("dev.nephelite." + module)).isTrue();
    }

    @Nested
    class Modules {
        @Test
        void the_emulator_imports_no_other_module() {
            check(noClasses()
                    .that()
                    .resideInAPackage("dev.nephelite.emulator..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.nephelite..")
                            .and(not(resideInAPackage("dev.nephelite.emulator..")))));
        }

        @Test
        void the_emulator_has_nothing_of_a_single_service() {
            check(noClasses()
                    .that()
                    .resideInAPackage("dev.nephelite.emulator..")
                    .should()
                    .haveSimpleNameStartingWith("Blob")
                    .orShould()
                    .haveSimpleNameStartingWith("Container")
                    .orShould()
                    .haveSimpleNameStartingWith("Entity")
                    .orShould()
                    .haveSimpleNameStartingWith("Lease")
                    .orShould()
                    .haveSimpleNameStartingWith("Queue")
                    .orShould()
                    .haveSimpleNameStartingWith("StaticWebsite"));
        }

        @Test
        void blob_queue_and_function_do_not_know_each_other() {
            check(slices().matching("dev.nephelite.(blob|queue|function)..")
                    .should()
                    .notDependOnEachOther());
        }

        @Test
        void nobody_imports_the_command_line() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.nephelite.cli..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.nephelite.cli.."));
        }

        @Test
        void only_the_command_line_and_the_extension_for_tests_import_the_local_cloud() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.nephelite.cloud..", "dev.nephelite.cli..", "dev.nephelite.junit.runtime..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.nephelite.cloud.."));
        }

        @Test
        void what_a_test_sees_of_the_extension_needs_nothing_of_ours() {
            check(noClasses()
                    .that()
                    .resideInAPackage("dev.nephelite.junit..")
                    .and()
                    .resideOutsideOfPackage("dev.nephelite.junit.runtime..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.nephelite..")
                            .and(not(resideInAnyPackage(
                                    "dev.nephelite.junit",
                                    "dev.nephelite.junit.bridge",
                                    "dev.nephelite.junit.cloud")))));
        }

        @Test
        void the_Maven_plugin_imports_no_other_module() {
            check(noClasses()
                    .that()
                    .resideInAPackage("dev.nephelite.maven..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("dev.nephelite..").and(not(resideInAPackage("dev.nephelite.maven..")))));
        }

        @Test
        void nobody_imports_the_extension_for_tests() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.nephelite.junit..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.nephelite.junit.."));
        }

        @Test
        void the_function_host_takes_only_what_speaks_the_wire_from_the_emulator() {
            DescribedPredicate<JavaClass> wire = resideInAnyPackage(
                    "dev.nephelite.emulator.auth..",
                    "dev.nephelite.emulator.error..",
                    "dev.nephelite.emulator.http..",
                    "dev.nephelite.emulator.time..",
                    "dev.nephelite.emulator.tls..",
                    "dev.nephelite.emulator.trace..",
                    "dev.nephelite.emulator.value..",
                    "dev.nephelite.emulator.xml..");
            check(noClasses()
                    .that()
                    .resideInAPackage("dev.nephelite.function..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("dev.nephelite.emulator..").and(not(wire))));
        }

        @Test
        void the_function_host_knows_no_language() {
            check(noClasses()
                    .that()
                    .resideInAPackage("dev.nephelite.function..")
                    .and()
                    .resideOutsideOfPackage("dev.nephelite.function.java..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.nephelite.function.java.."));
        }

        @Test
        void whoever_starts_a_host_knows_of_Java_only_that_there_is_a_runtime() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.nephelite.function.java..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(
                            "dev.nephelite.function.java.worker..",
                            "dev.nephelite.function.java.program..",
                            "dev.nephelite.function.java.json..",
                            "dev.nephelite.function.java.maven..")));
        }

        @Test
        void what_runs_Java_knows_only_the_worker_interface() {
            check(noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.nephelite.function.java.worker..",
                            "dev.nephelite.function.java.json..",
                            "dev.nephelite.function.java.profile..",
                            "dev.nephelite.function.java.program..",
                            "dev.nephelite.function.java.sdk..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.nephelite..")
                            .and(not(resideInAnyPackage(
                                    "dev.nephelite.function.java.sdk..",
                                    "dev.nephelite.function.java.worker..",
                                    "dev.nephelite.function.java.json..",
                                    "dev.nephelite.function.java.profile..",
                                    "dev.nephelite.function.java.program..",
                                    "dev.nephelite.function.worker",
                                    "dev.nephelite.function.worker.rpc",
                                    "dev.nephelite.worker.protocol")))));
        }

        @Test
        void the_worker_interface_knows_only_its_messages() {
            check(noClasses()
                    .that()
                    .resideInAnyPackage("dev.nephelite.function.worker", "dev.nephelite.function.worker.rpc")
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.nephelite..")
                            .and(not(resideInAnyPackage(
                                    "dev.nephelite.function.worker",
                                    "dev.nephelite.function.worker.rpc",
                                    "dev.nephelite.worker.protocol")))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"blob", "queue"})
        void others_use_only_the_root_package_and_the_store_of_a_service_unless_they_import_data(String service) {
            String root = "dev.nephelite." + service;
            check(noClasses()
                    .that()
                    .resideOutsideOfPackages(root + "..", "dev.nephelite.cloud.azurite")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(root + "..").and(not(resideInAnyPackage(root, root + ".store..")))));
        }
    }

    @Nested
    class Packages {
        @Test
        void are_free_of_cycles() {
            check(slices().matching("dev.nephelite.(**)").should().beFreeOfCycles());
        }

        @ParameterizedTest
        @CsvSource({"..model.., ..http..", "..model.., ..store..", "..store.., ..http.."})
        void of_rules_and_of_records_know_no_wire(String inner, String outer) {
            check(noClasses().that().resideInAPackage(inner).should().dependOnClassesThat(ours(outer)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"event", "service", "store"})
        void of_HTTP_know_nothing_of_storage(String storage) {
            check(noClasses()
                    .that()
                    .resideInAPackage("dev.nephelite.emulator.http..")
                    .should()
                    .dependOnClassesThat(ours("..emulator." + storage + "..")));
        }
    }

    @Nested
    class Libraries {
        @ParameterizedTest
        @CsvSource({
            "io.undertow.., dev.nephelite.emulator.http.server..",
            "org.xnio.., dev.nephelite.emulator.http.server..",
            "org.h2.., dev.nephelite.emulator.store..",
            "com.fasterxml.., dev.nephelite.[cli|cloud.archive|cloud.azurite|cloud.control|cloud.seed|function|maven]..",
            "com.google.gson.., dev.nephelite.function.java.json..",
            "io.grpc..,"
                    + " 'dev.nephelite.[function.worker.process|function.worker.rpc|function.java.program|worker.protocol]..'",
            "com.google.protobuf..,"
                    + " 'dev.nephelite.[cloud.control.otlp|function.worker.process|function.worker.rpc|worker.protocol]..'",
            "com.microsoft.azure.functions.., dev.nephelite.function.java..",
            "com.azure.., 'dev.nephelite.[junit|function.java.sdk]'",
            "org.apache.maven.., dev.nephelite.maven",
            "org.junit.., dev.nephelite.junit",
            "one.convert.., dev.nephelite.cli.profile..",
            "org.yaml.., dev.nephelite.cli.config..",
            "picocli.., dev.nephelite.cli.."
        })
        void stay_where_they_belong(String library, String home) {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackage(home)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library));
        }
    }

    @Nested
    class The_outside_world {
        @Test
        void time_and_chance_come_from_the_clock_and_the_ids() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.nephelite.emulator.time..")
                    .and()
                    .doNotHaveFullyQualifiedName("dev.nephelite.function.java.worker.Stopwatch")
                    .should()
                    .accessTargetWhere(oneOf(TIME_AND_CHANCE)));
        }

        @Test
        void waits_have_their_limit_from_the_clock() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.nephelite.emulator.time..")
                    .and(DescribedPredicate.describe("may not wait by the JVM's time", type -> !mayWait(type)))
                    .should()
                    .accessTargetWhere(A_WAIT));
        }

        @Test
        void only_who_waits_is_allowed_to() {
            Set<String> waiting = ALL.stream()
                    .filter(ArchitectureTest::mayWait)
                    .filter(type -> type.getAccessesFromSelf().stream().anyMatch(A_WAIT))
                    .map(ArchitectureTest::outermost)
                    .collect(Collectors.toSet());

            assertThat(waiting).isEqualTo(MAY_WAIT.keySet());
        }

        @Test
        void only_the_command_line_reads_the_environment() {
            check(noClasses()
                    .that()
                    // A worker process, and what a build starts, run in the JVM of this process by default.
                    .resideOutsideOfPackages(
                            "dev.nephelite.cli..", "dev.nephelite.function.java.process..", "dev.nephelite.maven")
                    .should()
                    .accessTargetWhere(oneOf(SETTINGS_OF_THE_PROCESS)));
        }

        @Test
        void only_the_command_line_changes_what_the_whole_process_shares() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.nephelite.cli..",
                            // A shutdown hook can be added only while the process is not ending.
                            "dev.nephelite.function.java.profile..",
                            "dev.nephelite.function.java.worker..",
                            "dev.nephelite.function.java.program..",
                            // Stops the program if the build is stopped.
                            "dev.nephelite.maven")
                    .should()
                    .accessTargetWhere(oneOf(CHANGES_OF_THE_PROCESS)));
        }

        @Test
        void only_the_command_line_prints() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackages("dev.nephelite.cli..", "dev.nephelite.function.java.program..")
                    .should(ACCESS_STANDARD_STREAMS));
        }
    }

    private static boolean isTime(JavaClass parameter) {
        return Stream.of(long.class, int.class, Duration.class, Date.class).anyMatch(parameter::isEquivalentTo);
    }

    private static boolean mayWait(JavaClass type) {
        return MAY_WAIT.containsKey(outermost(type));
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static DescribedPredicate<JavaClass> ours(String packages) {
        return resideInAPackage("dev.nephelite..").and(resideInAPackage(packages));
    }

    /** Calls and method references alike; a constructor is called {@code <init>}. */
    private static DescribedPredicate<JavaAccess<?>> oneOf(Set<String> members) {
        return DescribedPredicate.describe(
                "the target is one of " + members,
                access -> members.contains(access.getTargetOwner().getFullName() + "." + access.getName()));
    }

    /** A rule that is about nothing fails, too. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(ALL);
    }
}
