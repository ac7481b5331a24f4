package dev.nephelite.function.worker.json;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What we ask of a JSON library of which there may be one per app. Whatever it refuses, it does by its own exceptions. */
public interface JsonLibrary {
    @Nullable
    Object read(String json, Type type);

    /** Reads {@code text} as if it were quoted. */
    @Nullable
    Object readQuoted(String text, Type type);

    /** Returns the elements of a list as texts, those that are none as JSON; what is no list is the only element. */
    List<String> texts(String json);

    String write(Object value);
}
