package dev.nephelite.blob.query;

import dev.nephelite.blob.query.format.RecordSource;
import dev.nephelite.blob.query.format.RecordWriter;
import dev.nephelite.blob.query.format.SourceRecord;
import dev.nephelite.blob.query.sql.Accumulator;
import dev.nephelite.blob.query.sql.Projection;
import dev.nephelite.blob.query.sql.QueryFailure;
import dev.nephelite.blob.query.sql.Select;
import dev.nephelite.blob.query.sql.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement applied to the records of one blob, once. A record that fails is told about and left out. */
public final class SelectQuery {
    /** How many characters of the result are gathered before they are sent. */
    private static final int RESULT = 64 * 1024;

    /** After how many bytes of the blob the client is told again how far the query has come. */
    private static final long STRIDE = 4L * 1024 * 1024;

    private final Select select;
    private final RecordSource recordSource;
    private final RecordWriter writer;
    private final long total;
    private final StringBuilder result = new StringBuilder();
    private long rows;
    private long told;

    SelectQuery(Select select, RecordSource recordSource, RecordWriter writer, long total) {
        this.select = select;
        this.recordSource = recordSource;
        this.writer = writer;
        this.total = total;
    }

    /** Writes the answer. */
    void run(OutputStream out) throws IOException {
        AvroStream answer = new AvroStream(out);
        Projection projection = select.projection();
        if (projection instanceof Projection.Aggregated aggregated) {
            aggregate(aggregated, answer);
        } else if (projection instanceof Projection.Split split) {
            split(split.size(), answer);
        } else {
            scan(answer, this::write);
        }
        tell(answer);
        answer.end(total);
    }

    private void write(SourceRecord record) {
        if (select.projection() instanceof Projection.Columns columns) {
            List<Value> values = columns.columns().stream()
                    .map(column -> column.expression().evaluate(record))
                    .toList();
            writer.write(columns.columns().stream().map(Projection.Column::name).toList(), values, result);
        } else {
            writer.write(record, result);
        }
        rows++;
    }

    private void aggregate(Projection.Aggregated aggregated, AvroStream answer) throws IOException {
        Accumulator accumulator = new Accumulator(aggregated.aggregate());
        boolean complete = scan(answer, accumulator::add);
        if (complete && rows < select.limit()) {
            writer.write(List.of(aggregated.name()), List.of(accumulator.result()), result);
        }
    }

    private void split(long size, AvroStream answer) throws IOException {
        Splitter splitter = new Splitter(size);
        boolean complete = scan(answer, record -> splitter.add(recordSource.position()));
        if (complete) {
            splitter.end(recordSource.position());
        }
    }

    /** Hands over the records that count, and returns whether there was nothing that ended it early. */
    private boolean scan(AvroStream answer, RecordConsumer consumer) throws IOException {
        boolean more = true;
        while (more && rows < select.limit()) {
            try {
                @Nullable SourceRecord record = recordSource.next();
                more = record != null;
                if (record != null && select.accepts(record)) {
                    consumer.accept(record);
                }
            } catch (QueryFailure failure) {
                tell(answer);
                answer.error(failure.fatal(), failure.name(), failure.description(), recordSource.start());
                if (failure.fatal()) {
                    return false;
                }
            }
            if (result.length() >= RESULT || recordSource.position() - told >= STRIDE) {
                tell(answer);
            }
        }
        return true;
    }

    /** Sends what there is of the result, and how far the query has come. */
    private void tell(AvroStream answer) throws IOException {
        if (result.length() > 0) {
            answer.result(result.toString().getBytes(StandardCharsets.UTF_8));
            result.setLength(0);
        }
        if (recordSource.position() > told) {
            told = recordSource.position();
            answer.progress(told, total);
        }
    }

    /** What is done with a record. */
    private interface RecordConsumer {
        void accept(SourceRecord record);
    }

    /** Finds out where to part a blob, given where its records end. */
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
                writer.write(List.of("_1"), List.of(new Value.Whole(end - from)), result);
                rows++;
            }
            from = end;
        }
    }
}
