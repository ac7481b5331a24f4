package dev.nephelite.function.worker.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gson as Azure's Java worker sets it up, which is not at all, and with the few types it lacks. */
public final class GsonLibrary implements JsonLibrary {
    private final Gson gson;

    public GsonLibrary() {
        GsonBuilder builder = new GsonBuilder().registerTypeAdapterFactory(new GsonTimes());
        if (!GsonRecords.areKnownTo(new Gson())) {
            builder.registerTypeAdapterFactory(new GsonRecords());
        }
        gson = builder.create();
    }

    @Override
    public @Nullable Object read(String json, Type type) {
        return gson.fromJson(json, type);
    }

    @Override
    public @Nullable Object readQuoted(String text, Type type) {
        return gson.fromJson(new JsonPrimitive(text), type);
    }

    @Override
    public List<String> texts(String json) {
        JsonElement document = gson.fromJson(json, JsonElement.class);
        List<String> texts = new ArrayList<>();
        if (document.isJsonArray()) {
            document.getAsJsonArray().forEach(element -> texts.add(text(element)));
        } else {
            texts.add(text(document));
        }
        return texts;
    }

    private static String text(JsonElement element) {
        boolean text = element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
        return text ? element.getAsString() : element.toString();
    }

    @Override
    public String write(Object value) {
        return gson.toJson(value);
    }
}
