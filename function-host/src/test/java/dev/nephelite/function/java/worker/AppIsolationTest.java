package dev.nephelite.function.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.app.App;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker;
import dev.nephelite.function.worker.Worker.LoadError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppIsolationTest {
    private static final String FUNCTION = """
            package app;
            import com.microsoft.azure.functions.annotation.*;
            public class Functions {
                @FunctionName("f")
                public String f(@QueueTrigger(name = "in", queueName = "q") String in) throws Exception {
                    return %s;
                }
            }
            """;

    private static final PublishedSettings UNHEARD = new PublishedSettings();

    @TempDir
    private Path folder = Path.of("");

    private final List<String> logged = new ArrayList<>();
    private final JavaWorker worker = TestApp.worker(Runnable::run, UNHEARD);

    @AfterEach
    void close() {
        worker.close();
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private InvocationResult call(String expression) {
        TestApp.compile(classes(), "app.Functions", FUNCTION.formatted(expression));
        App app = TestApp.of(classes(), Map.of());
        assertThat(app.errors()).isEmpty();
        assertThat(worker.load(app.forWorker())).isEmpty();
        return worker.invoke(
                        new Invocation(
                                new UUID(1, 2),
                                "f",
                                Map.of("in", new TypedData.Text("x")),
                                Map.of(),
                                Invocation.Trace.NONE,
                                null),
                        (invocation, level, message) -> logged.add(level + " " + message))
                .join();
    }

    private static InvocationResult returned(String text) {
        return new InvocationResult.Success(new TypedData.Text(text), Map.of());
    }

    @Nested
    class Given_an_app_that_brings_a_library_we_use_too {
        @Test
        void the_app_runs_with_its_own_version() {
            TestApp.compile(classes(), "com.fasterxml.jackson.databind.ObjectMapper", """
                    package com.fasterxml.jackson.databind;
                    public class ObjectMapper {
                        public String toString() { return "the app's own"; }
                    }
                    """);

            assertThat(call("new com.fasterxml.jackson.databind.ObjectMapper().toString()"))
                    .isEqualTo(returned("the app's own"));
        }

        @Test
        void a_class_only_we_have_does_not_exist_for_it() {
            assertThat(call("Class.forName(\"com.fasterxml.jackson.databind.ObjectMapper\").getName()"))
                    .isInstanceOfSatisfying(InvocationResult.Failure.class, failure -> assertThat(failure.message())
                            .isEqualTo("ClassNotFoundException: com.fasterxml.jackson.databind.ObjectMapper"));
        }

        @Test
        void our_own_classes_do_not_exist_for_it() {
            assertThat(call("Class.forName(\"" + Worker.class.getName() + "\").getName()"))
                    .isInstanceOf(InvocationResult.Failure.class);
        }
    }

    @Nested
    class Given_an_app_that_brings_the_Functions_API {
        @Test
        void it_still_talks_to_the_host_through_the_types_of_the_host() {
            TestApp.copy(com.microsoft.azure.functions.ExecutionContext.class, classes());
            TestApp.copy(com.microsoft.azure.functions.annotation.QueueTrigger.class, classes());

            assertThat(call("com.microsoft.azure.functions.ExecutionContext.class.getClassLoader()"
                            + " == Functions.class.getClassLoader() ? \"its own\" : \"the host's\""))
                    .isEqualTo(returned("the host's"));
        }

        @Test
        void a_type_too_new_for_the_host_is_its_own() {
            TestApp.compile(
                    classes(),
                    "com.microsoft.azure.functions.NewInVersion9",
                    "package com.microsoft.azure.functions; public class NewInVersion9 {}");

            assertThat(call("new com.microsoft.azure.functions.NewInVersion9().getClass().getSimpleName()"))
                    .isEqualTo(returned("NewInVersion9"));
        }
    }

    @Nested
    class Given_an_app_that_attaches_itself_to_the_loggers_of_the_JVM {
        private final Logger root = Logger.getLogger("");
        private final Handler own = new ConsoleHandler();

        @AfterEach
        void detach() {
            root.removeHandler(own);
        }

        @Test
        void nothing_of_it_remains_when_it_is_closed_and_what_it_took_away_is_back() {
            root.addHandler(own);
            List<Handler> before = List.of(root.getHandlers());
            TestApp.compile(classes(), "app.Bridge", """
                    package app;
                    public class Bridge extends java.util.logging.ConsoleHandler {
                        public static String install() {
                            java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
                            for (java.util.logging.Handler handler : root.getHandlers()) {
                                root.removeHandler(handler);
                            }
                            root.addHandler(new Bridge());
                            java.util.logging.Logger.getLogger("app.quiet").addHandler(new Bridge());
                            return root.getHandlers().length + " handler";
                        }
                    }
                    """);

            assertThat(call("Bridge.install()")).isEqualTo(returned("1 handler"));
            worker.close();

            assertThat(root.getHandlers()).containsExactlyElementsOf(before);
            assertThat(Logger.getLogger("app.quiet").getHandlers()).isEmpty();
        }
    }

    @Nested
    class Given_a_library_that_logs_with_a_logger_of_its_own {
        private static final String LIBRARY = """
                package lib;
                import java.util.logging.*;
                public class Tool {
                    private static final Logger LOG = Logger.getLogger("lib.Tool");
                    public static String use() {
                        LOG.log(Level.WARNING, "retrying {0}", "x");
                        LOG.log(Level.SEVERE, "broken", new IllegalStateException("no"));
                        LOG.fine("too much");
                        return "used";
                    }
                }
                """;

        private final List<String> onTheRoot = new ArrayList<>();
        private final Handler process = new ConsoleHandler() {
            @Override
            public synchronized void publish(LogRecord entry) {
                if (isLoggable(entry) && List.of("lib.Tool", "test.other").contains(entry.getLoggerName())) {
                    onTheRoot.add(entry.getMessage());
                }
            }
        };

        @BeforeEach
        void listen() {
            Logger.getLogger("").addHandler(process);
            TestApp.compile(classes(), "lib.Tool", LIBRARY);
        }

        @AfterEach
        void detach() {
            Logger.getLogger("").removeHandler(process);
        }

        @Test
        void itsRecordsAreLinesOfTheCallAndNotOfTheProcess() {
            assertThat(call("lib.Tool.use()")).isEqualTo(returned("used"));

            assertThat(logged).hasSize(2).startsWith("WARNING lib.Tool: retrying x");
            assertThat(logged.get(1))
                    .startsWith("ERROR lib.Tool: broken\njava.lang.IllegalStateException: no\n\tat lib.Tool.use(");
            assertThat(onTheRoot).isEmpty();
        }

        @Test
        void recordsOutsideOfCallsGoWhereTheyWent() {
            assertThat(call("lib.Tool.use()")).isEqualTo(returned("used"));
            Logger.getLogger("test.other").warning("outside");
            worker.close();
            Logger.getLogger("test.other").warning("later");

            assertThat(onTheRoot).containsExactly("outside", "later");
        }
    }

    @Nested
    class Given_an_app_that_starts_threads {
        private static final String TIDY = "nephelite.test.tidy";

        @AfterEach
        void forget() {
            System.clearProperty(TIDY);
        }

        @Test
        void itsShutdownHooksRunBeforeItsClassesAreGone() {
            TestApp.compile(classes(), "app.Late", """
                    package app;
                    public class Late implements Runnable {
                        public void run() { System.setProperty("%s", new Later().toString()); }
                        static class Later { public String toString() { return "tidy"; } }
                        public static String install() {
                            Runtime.getRuntime().addShutdownHook(new Thread(new Late()));
                            return "installed";
                        }
                    }
                    """.formatted(TIDY));

            assertThat(call("Late.install()")).isEqualTo(returned("installed"));
            worker.close();

            assertThat(System.getProperty(TIDY)).isEqualTo("tidy");
            assertThat(worker.leakWarning()).isEmpty();
        }

        @Test
        void thoseThatStillRunWhenItIsClosedAreNamed() {
            TestApp.compile(classes(), "app.Forever", """
                    package app;
                    public class Forever {
                        public static String start() {
                            Thread thread = new Thread(() -> {
                                try {
                                    new java.util.concurrent.CountDownLatch(1).await();
                                } catch (InterruptedException stop) {
                                    return;
                                }
                            }, "poller");
                            thread.setDaemon(true);
                            thread.start();
                            return "started";
                        }
                    }
                    """);

            assertThat(call("Forever.start()")).isEqualTo(returned("started"));
            worker.close();

            assertThat(worker.leakWarning()).get().asString().contains("has left threads running: poller. ");
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("poller"))
                    .forEach(Thread::interrupt);
        }
    }

    @Nested
    class Given_an_app_with_an_injector {
        private void injector(String name, String instance) throws IOException {
            TestApp.compile(classes(), "app." + name, """
                    package app;
                    public class %s implements com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector {
                        public <T> T getInstance(Class<T> type) throws Exception {
                            return type.cast(%s);
                        }
                    }
                    """.formatted(name, instance));
            Path services = classes()
                    .resolve("META-INF/services/com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector");
            Files.createDirectories(services.getParent());
            Files.writeString(
                    services,
                    "app." + name + "\n",
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
        }

        @Test
        void the_injector_makes_the_instance() throws IOException {
            TestApp.compile(classes(), "app.Functions", FUNCTION.formatted("in"));
            injector("Injector", "new Functions() { public String toString() { return \"injected\"; } }");

            assertThat(call("toString()")).isEqualTo(returned("injected"));
        }

        @Test
        void two_injectors_are_one_too_many_for_every_function() throws IOException {
            TestApp.compile(classes(), "app.Functions", FUNCTION.formatted("in"));
            injector("One", "null");
            injector("Two", "null");

            assertThat(worker.load(TestApp.forWorker(classes(), Map.of())))
                    .singleElement()
                    .satisfies(error ->
                            assertThat(error.message()).contains("2 implementations of FunctionInstanceInjector"));
        }
    }

    @Nested
    class Given_a_method_that_cannot_be_called {
        private String errorOf(String source) {
            TestApp.compile(
                    classes(),
                    "app.Bad",
                    "package app; import com.microsoft.azure.functions.*;"
                            + " import com.microsoft.azure.functions.annotation.*; " + source);
            List<LoadError> errors = worker.load(TestApp.forWorker(classes(), Map.of()));
            assertThat(errors).extracting(LoadError::function).containsExactly("bad");
            return errors.get(0).message();
        }

        @Test
        void a_private_method_is_not_found() {
            assertThat(errorOf("public class Bad { @FunctionName(\"bad\") private void run("
                            + "@QueueTrigger(name = \"in\", queueName = \"q\") String in) {} }"))
                    .contains("Found no function with method name 'run' in class 'app.Bad'");
        }

        @Test
        void an_overloaded_method_is_ambiguous() {
            assertThat(errorOf("public class Bad { @FunctionName(\"bad\") public void run("
                            + "@QueueTrigger(name = \"in\", queueName = \"q\") String in) {} public void run() {} }"))
                    .contains("Found more than one function with method name 'run' in class 'app.Bad'");
        }

        @Test
        void a_class_that_is_not_public_is_named() {
            assertThat(errorOf("class Bad { @FunctionName(\"bad\") public void run("
                            + "@QueueTrigger(name = \"in\", queueName = \"q\") String in) {} }"))
                    .contains("The class 'app.Bad' must be public.");
        }

        @Test
        void a_parameter_without_a_binding_is_named() {
            assertThat(errorOf("public class Bad { @FunctionName(\"bad\") public void run("
                            + "@QueueTrigger(name = \"in\", queueName = \"q\") String in, int other) {} }"))
                    .contains("of run needs a binding annotation, or the type ExecutionContext.");
        }
    }
}
