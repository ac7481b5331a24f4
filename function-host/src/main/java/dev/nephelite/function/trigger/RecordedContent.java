package dev.nephelite.function.trigger;

import dev.nephelite.function.worker.TypedData;
import dev.nephelite.function.worker.Worker.ContentForm;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** The content of an event, blob or request of an earlier run, in the form in which the function takes it today. */
public final class RecordedContent {
    private RecordedContent() {}

    /**
     * Requires that a record has all of the value of an event.
     *
     * @throws IllegalArgumentException if it does not
     */
    public static void require(TriggerEvent recorded) {
        if (recorded.value().equals(TypedData.NONE)) {
            throw new IllegalArgumentException(
                    "its record does not have all of what the trigger has passed, because that was larger than"
                            + " 65,536 characters or a stream.");
        }
    }

    /**
     * Converts texts and bytes; other values stay as they are.
     *
     * @param binary whether a function that takes {@link ContentForm#VALUE} receives bytes instead of text
     */
    public static TypedData of(TypedData recorded, ContentForm form, boolean binary) {
        if (form == ContentForm.STREAM) {
            return recorded.equals(TypedData.NONE)
                    ? recorded
                    : new TypedData.Stream(new ByteArrayInputStream(bytes(recorded)));
        }
        if (binary || form == ContentForm.BYTES) {
            return recorded instanceof TypedData.Text ? new TypedData.Bytes(bytes(recorded)) : recorded;
        }
        return recorded instanceof TypedData.Bytes ? new TypedData.Text(text(recorded)) : recorded;
    }

    /** The content as bytes, text in UTF-8. */
    public static byte[] bytes(TypedData recorded) {
        return recorded instanceof TypedData.Bytes bytes
                ? bytes.value()
                : text(recorded).getBytes(StandardCharsets.UTF_8);
    }

    /** The content as text; bytes are decoded as UTF-8. */
    public static String text(TypedData recorded) {
        if (recorded instanceof TypedData.Text text) {
            return text.value();
        }
        if (recorded instanceof TypedData.Json json) {
            return json.value();
        }
        return recorded instanceof TypedData.Bytes bytes ? new String(bytes.value(), StandardCharsets.UTF_8) : "";
    }
}
