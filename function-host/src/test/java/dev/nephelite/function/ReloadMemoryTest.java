package dev.nephelite.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.java.TestApp;
import dev.nephelite.testing.Await;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads an app again and again; {@code -Dnephelite.reloads=200} does so often enough to fill any memory that leaks. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReloadMemoryTest {
    /** Under this name among the system properties, functions leave a weak reference to their class loader. */
    private static final String LOADERS = "nephelite.test.loaders";

    private static final int RELOADS = Integer.getInteger("nephelite.reloads", 12);

    /** The one that runs, and one that may be just on its way out. */
    private static final int MOST_LOADERS = 2;

    /** What the host itself may load on the way; one copy of the app and its types takes about as much. */
    private static final long MOST_BYTES = 1 << 20;

    @TempDir
    private Path work = Path.of("");

    private final List<WeakReference<ClassLoader>> loaders = new CopyOnWriteArrayList<>();

    @AfterEach
    void take_the_list_away() {
        System.getProperties().remove(LOADERS);
    }

    @Test
    void apps_that_were_replaced_leave_nothing_behind() throws Exception {
        System.getProperties().put(LOADERS, loaders);
        try (ChangingApp app = new ChangingApp(work)) {
            app.write("host.json", "{\"version\": \"2.0\"}");
            TestApp.compile(work.resolve("compiled"), "app.Web", SOURCE);
            app.jar();
            app.start(Map.of());
            use(app);
            long before = metaspace();

            for (int reload = 1; reload <= RELOADS; reload++) {
                app.host().restart();
                int reloads = reload;
                Await.until("the app is loaded again", () -> {
                    use(app);
                    return loaders.size() > reloads;
                });
            }

            collect();
            assertThat(alive()).isLessThanOrEqualTo(MOST_LOADERS);
            assertThat(app.log.lines()).noneMatch(line -> line.contains("threads running"));
            assertThat(metaspace() - before).isLessThan(MOST_BYTES);
        }
    }

    private static void use(ChangingApp app) {
        HttpResponse<String> response = app.get("/api/web?name=x");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"name\"");
    }

    private long alive() {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    private void collect() {
        for (int attempt = 0; attempt < 100 && alive() > MOST_LOADERS; attempt++) {
            System.gc();
        }
    }

    private static long metaspace() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }

    /** Uses what could keep an app in memory: conversions of its own types, threads, thread locals, loggers, HTTP clients. */
    private static final String SOURCE = """
            package app;
            import com.microsoft.azure.functions.*;
            import com.microsoft.azure.functions.annotation.*;
            import java.lang.ref.WeakReference;
            import java.util.*;
            public class Web {
                static final ThreadLocal<Order> LATEST = new ThreadLocal<>();
                static final java.net.http.HttpClient CLIENT = java.net.http.HttpClient.newHttpClient();
                static {
                    Object loaders = System.getProperties().get("nephelite.test.loaders");
                    ((List<Object>) loaders).add(new WeakReference<>(Web.class.getClassLoader()));
                }
                public static class Order { public String name = "order"; public List<Order> parts = new ArrayList<>(); }
                @FunctionName("web")
                public HttpResponseMessage run(
                        @HttpTrigger(name = "request") HttpRequestMessage<Optional<Order>> request,
                        ExecutionContext context) throws Exception {
                    Order order = new Order();
                    LATEST.set(order);
                    context.getLogger().info("logged");
                    java.util.logging.Logger.getLogger("app").info("quiet".isEmpty() ? "x" : "y");
                    java.util.concurrent.CompletableFuture.supplyAsync(() -> order).get();
                    return request.createResponseBuilder(HttpStatus.OK).body(order).build();
                }
            }
            """;
}
