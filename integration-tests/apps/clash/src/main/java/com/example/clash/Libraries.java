package com.example.clash;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** Tells which libraries the app sees, and whether any of them is not its own. */
public class Libraries {
    private static final List<Class<?>> OWN =
            List.of(ObjectMapper.class, Gson.class, ImmutableList.class, Version.class, LoggerFactory.class);

    private static final List<String> OF_THE_HOST = List.of(
            "dev.nephelite.function.FunctionHost",
            "dev.nephelite.function.java.json.GsonLibrary",
            "io.undertow.Undertow",
            "org.xnio.Xnio",
            "org.jboss.logging.Logger",
            "org.h2.mvstore.MVStore",
            "picocli.CommandLine",
            "com.azure.storage.blob.BlobClient",
            "org.junit.jupiter.api.Test");

    /** What a client orders, as the Gson of this app reads and writes it. */
    public record Order(@SerializedName("no") int number, JsonObject details) {}

    @FunctionName("versions")
    public Map<String, String> versions(
            @HttpTrigger(name = "request", methods = HttpMethod.GET, authLevel = AuthorizationLevel.ANONYMOUS)
                    String request) {
        Map<String, String> versions = new TreeMap<>();
        for (Class<?> type : OWN) {
            Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
            versions.put(type.getSimpleName(), jar.getFileName().toString());
        }
        return versions;
    }

    /** Answers with everything that should not be there. */
    @FunctionName("strangers")
    public List<String> strangers(
            @HttpTrigger(name = "request", methods = HttpMethod.GET, authLevel = AuthorizationLevel.ANONYMOUS)
                    String request)
            throws IOException {
        List<String> strangers = new ArrayList<>();
        ClassLoader own = Libraries.class.getClassLoader();
        for (Class<?> type : OWN) {
            String file = type.getName().replace('.', '/') + ".class";
            if (type.getClassLoader() != own || Collections.list(own.getResources(file)).size() != 1) {
                strangers.add(type.getName());
            }
        }
        for (String name : OF_THE_HOST) {
            boolean hidden = own.getResource(name.replace('.', '/') + ".class") == null;
            if (!hidden || isLoaded(name)) {
                strangers.add(name);
            }
        }
        for (String service : List.of("org.xnio.XnioProvider", "org.slf4j.spi.SLF4JServiceProvider")) {
            Collections.list(own.getResources("META-INF/services/" + service))
                    .forEach(found -> strangers.add(found.toString()));
        }
        return strangers;
    }

    private static boolean isLoaded(String name) {
        try {
            Class.forName(name);
            return true;
        } catch (ClassNotFoundException unknown) {
            return false;
        }
    }

    /** Says what the app makes of an order: {@code {"no":7,"details":{...}}}. */
    @FunctionName("order")
    public List<Order> order(
            @HttpTrigger(name = "order", methods = HttpMethod.POST, authLevel = AuthorizationLevel.ANONYMOUS)
                    Order order) {
        JsonObject details = order.details().deepCopy();
        details.addProperty("seen", true);
        return List.of(order, new Order(order.number() + 1, details));
    }

    /** Takes a document as the Gson of this app has it. */
    @FunctionName("document")
    public JsonObject document(
            @HttpTrigger(name = "document", methods = HttpMethod.POST, authLevel = AuthorizationLevel.ANONYMOUS)
                    JsonObject document) {
        return document.getAsJsonObject("inner");
    }
}
