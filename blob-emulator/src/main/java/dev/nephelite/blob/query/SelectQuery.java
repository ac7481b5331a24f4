package dev.nephelite.blob.query;

import dev.nephelite.blob.query.format.TextFormat;
import dev.nephelite.blob.query.sql.QueryFailure;
import dev.nephelite.blob.query.sql.Select;
import dev.nephelite.blob.query.sql.Value;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Body.BodySink;
import dev.nephelite.emulator.store.content.OpenContent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response body of a query: applies the statement to the records of the blob, once, while the body is sent. A record that
 * fails is reported to the client and left out.
 */
public final class SelectQuery implements Body {
    /** The number of buffered characters of the result that causes a flush. */
    private static final int RESULT_BUFFER = 64 * 1024;

    /** The number of bytes of the blob between two progress reports. */
    private static final long PROGRESS_INTERVAL = 4L * 1024 * 1024;

    private final Select select;
    private final TextFormat.RecordReader records;
    private final TextFormat.RecordWriter writer;
    private final OpenContent content;
    private final long total;
    private final StringBuilder result = new StringBuilder();
    private long rows;
    private long reported;

    private SelectQuery(
            Select select, TextFormat.RecordReader records, TextFormat.RecordWriter writer, OpenContent content) {
        this.select = select;
        this.records = records;
        this.writer = writer;
        this.content = content;
        total = content.length();
    }

    /**
     * Prepares a query of an open blob. The blob is closed with the body, or at once if this method throws.
     *
     * @throws dev.nephelite.emulator.error.StorageException if the statement cannot be applied to the blob
     */
    public static SelectQuery of(QueryRequest request, OpenContent content) {
        Select select = request.select();
        boolean prepared = false;
        try {
            TextFormat.RecordReader records = request.input().reader(content.stream(), select.table());
            records.require(select.fields());
            SelectQuery query =
                    new SelectQuery(select, records, request.output().writer(), content);
            prepared = true;
            return query;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } finally {
            if (!prepared) {
                content.close();
            }
        }
    }

    @Override
    public long length() {
        return -1;
    }

    @Override
    public void writeTo(BodySink sink) throws IOException {
        OutputStream out = new BufferedOutputStream(sink.asOutputStream());
        run(new AvroStream(out));
        out.flush();
    }

    @Override
    public void close() {
        content.close();
    }

    private void run(AvroStream response) throws IOException {
        Select.Projection projection = select.projection();
        if (projection instanceof Select.Aggregate aggregate) {
            aggregate(aggregate, response);
        } else if (projection instanceof Select.Split split) {
            split(split.size(), response);
        } else {
            scan(response, this::write);
        }
        flush(response);
        response.end(total);
    }

    private void write(TextFormat.SourceRecord record) {
        if (select.projection() instanceof Select.Columns columns) {
            List<Value> values = columns.columns().stream()
                    .map(column -> column.expression().evaluate(record))
                    .toList();
            writer.write(columns.columns().stream().map(Select.Column::name).toList(), values, result);
        } else {
            writer.write(record, result);
        }
        rows++;
    }

    private void aggregate(Select.Aggregate aggregate, AvroStream response) throws IOException {
        Select.Aggregate.Accumulator accumulator = aggregate.accumulator();
        boolean complete = scan(response, accumulator::add);
        if (complete && rows < select.limit()) {
            writer.write(List.of(aggregate.name()), List.of(accumulator.result()), result);
        }
    }

    private void split(long size, AvroStream response) throws IOException {
        Splitter splitter = new Splitter(size);
        boolean complete = scan(response, record -> splitter.add(records.position()));
        if (complete) {
            splitter.end(records.position());
        }
    }

    /** Passes the selected records to the consumer. Returns false if a fatal failure ended the scan. */
    private boolean scan(AvroStream response, RecordConsumer consumer) throws IOException {
        boolean more = true;
        while (more && rows < select.limit()) {
            try {
                TextFormat.@Nullable SourceRecord record = records.next();
                more = record != null;
                if (record != null && select.accepts(record)) {
                    consumer.accept(record);
                }
            } catch (QueryFailure failure) {
                flush(response);
                response.error(failure.fatal(), failure.name(), failure.description(), records.start());
                if (failure.fatal()) {
                    return false;
                }
            }
            if (result.length() >= RESULT_BUFFER || records.position() - reported >= PROGRESS_INTERVAL) {
                flush(response);
            }
        }
        return true;
    }

    /** Sends the buffered part of the result, and the progress. */
    private void flush(AvroStream response) throws IOException {
        if (result.length() > 0) {
            response.result(result.toString().getBytes(StandardCharsets.UTF_8));
            result.setLength(0);
        }
        if (records.position() > reported) {
            reported = records.position();
            response.progress(reported, total);
        }
    }

    private interface RecordConsumer {
        void accept(TextFormat.SourceRecord record);
    }

    /** Computes the sizes of the parts of a blob from the offsets at which its records end. */
    private final class Splitter {
        private final long size;
        private long from;

        private Splitter(long size) {
            this.size = size;
        }

        private void add(long end) {
            if (end - from >= size) {
                end(end);
            }
        }

        private void end(long end) {
            if (end > from && rows < select.limit()) {
                writer.write(List.of("_1"), List.of(new Value.Int(end - from)), result);
                rows++;
            }
            from = end;
        }
    }
}
