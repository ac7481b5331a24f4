package dev.nephelite.function.java.worker.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.app.App;
import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.java.worker.JavaWorker;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JvmRegistrationsTest {
    private static final String COUNTER = "nephelite.test:name=counter";

    private final List<JavaWorker> workers = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    /** Loads the app, perhaps again, and calls its function. */
    private InvocationResult call() {
        JavaWorker worker = TestApp.worker(Runnable::run, new PublishedSettings());
        workers.add(worker);
        App app = TestApp.of(folder, Map.of());
        assertThat(worker.load(app.forWorker())).isEmpty();
        return worker.invoke(
                        new Invocation(
                                new UUID(1, 2),
                                "f",
                                Map.of("in", new TypedData.Text("x")),
                                Map.of(),
                                Invocation.Trace.NONE,
                                null),
                        (invocation, level, message) -> {})
                .join();
    }

    private void closeAll() {
        workers.forEach(JavaWorker::close);
        workers.clear();
    }

    @AfterEach
    void close() {
        closeAll();
    }

    private void compile(String type, String code) {
        TestApp.compile(folder, "app." + type, code);
        TestApp.compile(folder, "app.Functions", """
                package app;
                import com.microsoft.azure.functions.annotation.*;
                public class Functions {
                    @FunctionName("f")
                    public String f(@QueueTrigger(name = "in", queueName = "q") String in) throws Exception {
                        return %s.register();
                    }
                }
                """.formatted(type));
    }

    private static InvocationResult returned(String text) {
        return new InvocationResult.Success(new TypedData.Text(text), Map.of());
    }

    @Nested
    class Given_an_app_that_sets_the_factories_of_java_net {
        @BeforeEach
        void compile() {
            JvmRegistrationsTest.this.compile("Factories", """
                    package app;
                    import java.net.*;
                    public class Factories implements URLStreamHandlerFactory, ContentHandlerFactory {
                        public URLStreamHandler createURLStreamHandler(String protocol) {
                            return protocol.equals("example") ? new Handler() : null;
                        }
                        public ContentHandler createContentHandler(String type) { return null; }
                        static class Handler extends URLStreamHandler {
                            protected URLConnection openConnection(URL url) { return null; }
                        }
                        public static String register() throws Exception {
                            URL.setURLStreamHandlerFactory(new Factories());
                            URLConnection.setContentHandlerFactory(new Factories());
                            return new URL("example:x").getProtocol();
                        }
                    }
                    """);
        }

        @Test
        void it_can_set_them_again_after_it_was_closed() {
            assertThat(call()).isEqualTo(returned("example"));
            closeAll();

            assertThat(call()).isEqualTo(returned("example"));
        }

        @Test
        void its_successor_can_set_them_while_it_still_runs() {
            assertThat(call()).isEqualTo(returned("example"));
            assertThat(call()).isEqualTo(returned("example"));
        }

        @Test
        void a_jvm_that_keeps_java_net_closed_is_warned_of_with_the_remedy() {
            JvmRegistrations closed = new JvmRegistrations(List.of());
            assertThat(closed.warning()).isEmpty();
            assertThat(call()).isEqualTo(returned("example"));

            closed.unsetFactories(loader -> true);

            assertThat(closed.warning()).hasValueSatisfying(text -> assertThat(text)
                    .contains("'factory already defined'", JvmRegistrations.REMEDY));
        }
    }

    @Test
    void an_mbean_can_be_registered_again_after_its_app_was_closed() throws Exception {
        compile("Beans", """
                package app;
                import java.lang.management.ManagementFactory;
                import javax.management.ObjectName;
                public class Beans {
                    public interface CounterMBean {}
                    public static class Counter implements CounterMBean {}
                    public static String register() throws Exception {
                        ManagementFactory.getPlatformMBeanServer().registerMBean(new Counter(), new ObjectName("%s"));
                        return "registered";
                    }
                }
                """.formatted(COUNTER));

        assertThat(call()).isEqualTo(returned("registered"));
        closeAll();
        assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName(COUNTER)))
                .isFalse();

        assertThat(call()).isEqualTo(returned("registered"));
    }
}
