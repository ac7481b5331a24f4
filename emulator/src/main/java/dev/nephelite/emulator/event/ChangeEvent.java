package dev.nephelite.emulator.event;

import dev.nephelite.emulator.store.table.Codec;
import dev.nephelite.emulator.store.table.RecordInput;
import dev.nephelite.emulator.store.table.RecordOutput;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.trace.TraceContext;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that consumers can subscribe to.
 *
 * @param sequence greater than that of every earlier event; consumers resume after it
 * @param type such as {@code Microsoft.Storage.BlobCreated}
 * @param account whose resource changed
 * @param subject the resource, such as {@code /blobServices/default/containers/photos/blobs/cat.jpg}
 * @param data the fields documented for the type, texts and integers, in the documented order
 * @param cause the trace context of the request that made the change, or null if it has none
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage">Blob Storage events</a>
 */
public record ChangeEvent(
        long sequence,
        UUID id,
        Instant time,
        String type,
        String account,
        String subject,
        Map<String, Object> data,
        @Nullable TraceContext cause) {
    static final Table<ChangeEvent> TABLE = new Table<>("events", new EventCodec());

    public ChangeEvent {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    private static final class EventCodec implements Codec<ChangeEvent> {
        @Override
        public void write(ChangeEvent event, RecordOutput out) {
            out.number(event.sequence)
                    .number(event.id.getMostSignificantBits())
                    .number(event.id.getLeastSignificantBits())
                    .instant(event.time)
                    .text(event.type)
                    .text(event.account)
                    .text(event.subject)
                    .number(event.data.size());
            event.data.forEach((name, value) -> writeValue(out.text(name), value));
            if (event.cause != null) {
                TraceContextCodec.INSTANCE.write(event.cause, out);
            }
        }

        @Override
        public ChangeEvent read(RecordInput in) {
            return new ChangeEvent(
                    in.number(),
                    new UUID(in.number(), in.number()),
                    in.instant(),
                    in.text(),
                    in.text(),
                    in.text(),
                    readValues(in),
                    in.hasMore() ? TraceContextCodec.INSTANCE.read(in) : null);
        }

        private static void writeValue(RecordOutput out, Object value) {
            boolean number = value instanceof Long;
            out.flag(number);
            if (number) {
                out.number((Long) value);
            } else {
                out.text(value.toString());
            }
        }

        private static Map<String, Object> readValues(RecordInput in) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (long left = in.number(); left > 0; left--) {
                String name = in.text();
                values.put(name, readValue(in));
            }
            return values;
        }

        /** Not a conditional expression, which would unbox the number. */
        private static Object readValue(RecordInput in) {
            if (in.flag()) {
                return in.number();
            }
            return in.text();
        }
    }
}
