package dev.nephelite.function.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.java.TestApp;
import dev.nephelite.function.java.worker.jvm.PublishedSettings;
import dev.nephelite.function.worker.Invocation;
import dev.nephelite.function.worker.InvocationResult;
import dev.nephelite.function.worker.TypedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MiddlewareTest {
    private static final String SERVICE = "com.microsoft.azure.functions.internal.spi.middleware.Middleware";

    @TempDir
    private Path folder = Path.of("");

    private final JavaWorker worker = TestApp.worker(Runnable::run, new PublishedSettings());

    @BeforeEach
    void compile_a_function() {
        TestApp.compile(classes(), "app.Functions", """
                package app;
                import com.microsoft.azure.functions.annotation.*;
                public class Functions {
                    @FunctionName("f")
                    public Object f(
                            @QueueTrigger(name = "in", queueName = "q") StringBuilder in,
                            @BindingName("count") int count) {
                        if (in.length() == 0) {
                            throw new IllegalStateException("nothing in it");
                        }
                        return in + "*" + count;
                    }
                }
                """);
    }

    @AfterEach
    void close() {
        worker.close();
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private void middleware(String name, String body) {
        TestApp.compile(classes(), "app." + name, """
                package app;
                import com.microsoft.azure.functions.internal.spi.middleware.*;
                public class %s implements Middleware {
                    public void invoke(MiddlewareContext context, MiddlewareChain chain) throws Exception {
                        %s
                    }
                }
                """.formatted(name, body));
    }

    private void services(String... names) throws IOException {
        Path file = classes().resolve("META-INF/services/" + SERVICE);
        Files.createDirectories(file.getParent());
        Files.write(file, Arrays.stream(names).map(name -> "app." + name).toList());
    }

    private InvocationResult call() {
        assertThat(worker.load(TestApp.forWorker(classes(), Map.of()))).isEmpty();
        Map<String, TypedData> inputs = Map.of("in", new TypedData.Text("message"));
        Map<String, TypedData> metadata = Map.of("count", new TypedData.Json("3"));
        Invocation invocation = new Invocation(new UUID(1, 2), "f", inputs, metadata, Invocation.Trace.NONE, null);
        return worker.invoke(invocation, (call, level, message) -> {}).join();
    }

    private static InvocationResult returned(String text) {
        return new InvocationResult.Success(new TypedData.Text(text), Map.of());
    }

    @Test
    void invoke_letsMiddlewareReplaceInputsAndOutputsInOrder() throws IOException {
        middleware("Inner", """
                String name = context.getParameterName("QueueTrigger");
                context.updateParameterValue(name, new StringBuilder(context.getParameterValue(name) + " for Inner"));
                chain.doNext(context);
                context.updateReturnValue(context.getReturnValue() + " by Inner");
                """);
        middleware("Outer", """
                chain.doNext(context);
                context.updateReturnValue(context.getReturnValue() + " by Outer in " + context.getFunctionName());
                """);
        services("Outer", "Inner");

        assertThat(call()).isEqualTo(returned("message for Inner*3 by Inner by Outer in f"));
    }

    @Test
    void invoke_letsMiddlewareReplaceTheFunction() throws IOException {
        middleware("Cache", "context.updateReturnValue(\"from the cache\");");
        services("Cache");

        assertThat(call()).isEqualTo(returned("from the cache"));
    }

    @Test
    void invoke_passesTheFailureToMiddleware() throws IOException {
        middleware("Rescue", """
                context.updateParameterValue("in", new StringBuilder());
                try {
                    chain.doNext(context);
                } catch (java.lang.reflect.InvocationTargetException failed) {
                    context.updateReturnValue("rescued from: " + failed.getCause().getMessage());
                }
                """);
        services("Rescue");

        assertThat(call()).isEqualTo(returned("rescued from: nothing in it"));
    }

    @Test
    void invoke_letsMiddlewareRefuseTheCall() throws IOException {
        middleware("Guard", "throw new SecurityException(\"not today\");");
        services("Guard");

        assertThat(call())
                .isInstanceOfSatisfying(InvocationResult.Failure.class, failure -> assertThat(failure.message())
                        .isEqualTo("SecurityException: not today"));
    }

    @Test
    void load_namesInvalidMiddlewareInTheErrorOfEveryFunction() throws IOException {
        services("Missing");

        assertThat(worker.load(TestApp.forWorker(classes(), Map.of())))
                .singleElement()
                .satisfies(error -> assertThat(List.of(error.function(), error.message()))
                        .satisfiesExactly(
                                function -> assertThat(function).isEqualTo("f"),
                                message -> assertThat(message).contains("app.Missing")));
    }
}
