package dev.nephelite.function.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.java.worker.loading.AppClassLoader;
import dev.nephelite.function.java.worker.loading.IsolatedClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppStackTracesTest {
    @TempDir
    private Path work;

    private AppClassLoader loader;
    private AppStackTraces traces;

    @BeforeEach
    void load_an_app_with_a_library() {
        Path classes = work.resolve("classes");
        Path library = work.resolve("library");
        TestApp.compile(classes, "app.Orders", "package app; public class Orders { }");
        TestApp.compile(library, "lib.Tool", "package lib; public class Tool { }");
        loader = new AppClassLoader(List.of(classes, TestApp.jarOf(library, work.resolve("lib.jar"))));
        traces = new AppStackTraces(new IsolatedClasses(loader));
    }

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    @Test
    void of_showsTheFramesOfTheAppAndFoldsThoseOfLibraries() {
        assertThat(traces.of(exception(
                        "no",
                        frame("java.base", "java.util.Objects"),
                        frame(null, "lib.Tool"),
                        frame(null, "lib.Tool"),
                        frame("java.base", "java.util.ArrayList"),
                        frame(null, "app.Orders"),
                        frame("java.base", "jdk.internal.reflect.DirectMethodHandleAccessor"),
                        frame("java.base", "java.lang.reflect.Method"),
                        ours(),
                        frame("java.base", "java.lang.Thread"))))
                .isEqualTo("""
                        java.lang.IllegalStateException: no
                        \tat java.base/java.util.Objects.run(Source.java:7)
                        \t... 2 frames of libraries
                        \tat java.base/java.util.ArrayList.run(Source.java:7)
                        \tat app.Orders.run(Source.java:7)""");
    }

    @Test
    void of_showsACauseWithoutTheFramesItSharesWithTheExceptionAroundIt() {
        Exception outer = exception("outer", frame(null, "app.Orders"), ours());
        outer.initCause(exception("inner", frame(null, "lib.Tool"), frame(null, "app.Orders"), ours()));

        assertThat(traces.of(outer)).isEqualTo("""
                java.lang.IllegalStateException: outer
                \tat app.Orders.run(Source.java:7)
                Caused by: java.lang.IllegalStateException: inner
                \tat lib.Tool.run(Source.java:7)""");
    }

    @Test
    void of_showsTheTopOfATraceWithoutTheApp() {
        StackTraceElement[] frames = new StackTraceElement[12];
        Arrays.fill(frames, frame(null, "lib.Tool"));

        assertThat(traces.of(exception("no", frames)).lines())
                .hasSize(7)
                .last()
                .isEqualTo("\t... 7 frames of libraries");
    }

    @Test
    void of_printsACauseThatIsItsOwnCauseOnce() {
        Exception one = exception("one");
        one.initCause(new IllegalStateException("two", one));

        assertThat(traces.of(one)).endsWith("Caused by: java.lang.IllegalStateException: one (printed above)");
    }

    @Test
    void of_printsAnExceptionWhoseMessageCannotBeRead() {
        Exception mute = new Exception() {
            @Override
            public String getMessage() {
                throw new UnsupportedOperationException();
            }
        };

        assertThat(traces.of(mute)).startsWith(mute.getClass().getName() + " (its message cannot be read)");
    }

    private static Exception exception(String message, StackTraceElement... frames) {
        Exception exception = new IllegalStateException(message);
        exception.setStackTrace(frames);
        return exception;
    }

    private static StackTraceElement frame(@Nullable String module, String className) {
        return new StackTraceElement(null, module, null, className, "run", "Source.java", 7);
    }

    private static StackTraceElement ours() {
        return new StackTraceElement("app", null, null, JavaFunction.class.getName(), "call", "JavaFunction.java", 7);
    }
}
