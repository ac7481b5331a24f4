package com.example.old;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.nephelite.junit.NepheliteTest;
import dev.nephelite.junit.cloud.FunctionInvocation;
import dev.nephelite.junit.cloud.TestCloud;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;

/** The project and the extension use other versions of the same libraries, in one JVM. */
@NepheliteTest(queues = "letters", functions = OldLibrariesTest.LetterFunctions.class)
class OldLibrariesTest {
    /** Only the Gson of this project knows its annotation. */
    public static class Letter {
        @SerializedName("recipient")
        String to;
    }

    public static class LetterFunctions {
        @FunctionName("write")
        @QueueOutput(name = "$return", queueName = "letters", connection = "AzureWebJobsStorage")
        public Letter write(
                @HttpTrigger(name = "unused", route = "letters/{to}", authLevel = AuthorizationLevel.ANONYMOUS)
                        String unused,
                @BindingName("to") String to) {
            Letter letter = new Letter();
            letter.to = to;
            return letter;
        }

        @FunctionName("read")
        public void read(
                @QueueTrigger(name = "letter", queueName = "letters", connection = "AzureWebJobsStorage") Letter letter) {
            assertEquals("Ann", letter.to);
        }
    }

    @Test
    void theTestsSeeTheLibrariesOfTheProject() throws Exception {
        assertEquals("2.9.10", new ObjectMapper().version().toString());
        assertTrue(jarOf(Gson.class).endsWith("gson-2.8.0.jar"));
        assertTrue(jarOf(Undertow.class).endsWith("undertow-core-1.4.28.Final.jar"));
        assertTrue(jarOf(MVStore.class).endsWith("h2-1.4.200.jar"));
        for (String hidden : List.of("dev.nephelite.cloud.LocalCloud", "dev.nephelite.emulator.http.server.HttpServer")) {
            assertThrows(ClassNotFoundException.class, () -> Class.forName(hidden));
        }
    }

    @Test
    void functionsAndTheServerOfTheProjectRunSideBySide(TestCloud cloud) throws Exception {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(exchange -> exchange.getResponseSender().send("the project"))
                .build();
        server.start();
        try (MVStore store = MVStore.open(null)) {
            store.openMap("letters").put("Ann", "Hello");
            int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
            assertEquals("the project", get(URI.create("http://127.0.0.1:" + port)));
            get(cloud.functionsUrl().resolve("/api/letters/Ann"));

            cloud.awaitIdle();

            FunctionInvocation read = cloud.invocations("read").get(0);
            assertTrue(read.hasSucceeded(), read.stackTrace());
        } finally {
            server.stop();
        }
    }

    private static String get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
