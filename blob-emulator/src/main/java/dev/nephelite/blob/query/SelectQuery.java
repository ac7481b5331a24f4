package dev.nephelite.blob.query;

import dev.nephelite.blob.query.format.RecordReader;
import dev.nephelite.blob.query.format.SourceRecord;
import dev.nephelite.blob.query.format.TextFormat;
import dev.nephelite.blob.query.sql.Aggregate;
import dev.nephelite.blob.query.sql.QueryFailure;
import dev.nephelite.blob.query.sql.Select;
import dev.nephelite.blob.query.sql.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies a statement to the records of a blob, once. A record that fails is reported to the client and left out. */
public final class SelectQuery {
    /** The number of buffered characters of the result that causes a flush. */
    private static final int RESULT_BUFFER = 64 * 1024;

    /** The number of bytes of the blob between two progress reports. */
    private static final long PROGRESS_INTERVAL = 4L * 1024 * 1024;

    private final Select select;
    private final RecordReader records;
    private final TextFormat.RecordWriter writer;
    private final long total;
    private final StringBuilder result = new StringBuilder();
    private long rows;
    private long reported;

    SelectQuery(Select select, RecordReader records, TextFormat.RecordWriter writer, long total) {
        this.select = select;
        this.records = records;
        this.writer = writer;
        this.total = total;
    }

    /** Runs the query and writes the response. */
    void run(OutputStream out) throws IOException {
        AvroStream response = new AvroStream(out);
        Select.Projection projection = select.projection();
        if (projection instanceof Select.Aggregated aggregated) {
            aggregate(aggregated, response);
        } else if (projection instanceof Select.Split split) {
            split(split.size(), response);
        } else {
            scan(response, this::write);
        }
        flush(response);
        response.end(total);
    }

    private void write(SourceRecord record) {
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

    private void aggregate(Select.Aggregated aggregated, AvroStream response) throws IOException {
        Aggregate.Accumulator accumulator = aggregated.aggregate().accumulator();
        boolean complete = scan(response, accumulator::add);
        if (complete && rows < select.limit()) {
            writer.write(List.of(aggregated.name()), List.of(accumulator.result()), result);
        }
    }

    private void split(long size, AvroStream response) throws IOException {
        Splitter splitter = new Splitter(size);
        boolean complete = scan(response, record -> splitter.add(records.position()));
        if (complete) {
            splitter.end(records.position());
        }
    }

    /** Passes the selected records to the consumer, and returns false if a fatal failure ended the scan. */
    private boolean scan(AvroStream response, RecordConsumer consumer) throws IOException {
        boolean more = true;
        while (more && rows < select.limit()) {
            try {
                @Nullable SourceRecord record = records.next();
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
        void accept(SourceRecord record);
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
