package dev.nephelite.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.emulator.http.LinesBody.Followers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LinesBodyTest {
    @Test
    void sendTo_completes_when_the_source_is_closed_before_its_last_line_was_read() throws IOException {
        assertThat(new ClosedSource().sendTo(new Everything())).isEqualTo(ResumableBody.Progress.COMPLETE);
    }

    /** Knows of a line that can no longer be read. */
    private static final class ClosedSource extends LinesBody {
        private ClosedSource() {
            super(new Followers(), true);
        }

        @Override
        protected String nextLines() {
            return "";
        }

        @Override
        protected boolean hasMore() {
            return true;
        }

        @Override
        protected boolean isAtEnd() {
            return true;
        }
    }

    private static final class Everything implements ResumableBody.Sink {
        @Override
        public int write(byte[] bytes, int offset, int count) {
            return count;
        }

        @Override
        public long transfer(FileChannel file, long position, long count) {
            return count;
        }
    }
}
