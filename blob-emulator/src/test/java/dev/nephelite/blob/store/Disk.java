package dev.nephelite.blob.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.blob.model.BlobAddress;
import dev.nephelite.blob.model.BlobLayout;
import dev.nephelite.emulator.store.content.Content;
import dev.nephelite.emulator.store.content.OpenContent;
import dev.nephelite.emulator.store.content.PendingContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** A blob with segments, written and read in units, three of which make a file. */
record Disk(StoreFolder folder, BlobAddress address, BlobLayout.Pages layout) {
    static final int UNIT = 4096;

    static Disk create(StoreFolder folder, BlobAddress address, int units) {
        BlobLayout.Pages layout = folder.blobs.write(tx -> {
            BlobLayout.Pages made = new BlobLayout.Pages((long) units * UNIT, tx.nextGeneration(), 0);
            Blob blob = StoreFolder.BLOB.change().layout(made).build();
            tx.replace(address, blob, Content.EMPTY);
            return made;
        });
        return new Disk(folder, address, layout);
    }

    /** Fills units with a letter. */
    void write(int first, int count, char letter) throws IOException {
        byte[] bytes = new byte[count * UNIT];
        Arrays.fill(bytes, (byte) letter);
        try (PendingContent pendingContent = folder.blobs.receive(new ByteArrayInputStream(bytes), bytes.length)) {
            folder.write(tx -> tx.write(layout, (long) first * UNIT, tx.store(pendingContent)));
        }
    }

    /** Shares the bytes with another disk, which is empty. */
    void copyTo(Disk other) {
        folder.store.write(transaction -> {
            new BlobSegments(transaction, layout).copyTo(transaction, other.layout);
            return true;
        });
    }

    /** Clears units and returns the layout to store. */
    BlobLayout.Pages clear(int first, int count) {
        return folder.blobs.write(tx -> tx.clear(layout, (long) first * UNIT, (long) (first + count) * UNIT));
    }

    /** One letter for each unit, a dot for zeros; every byte of a unit must be the same. */
    String read(int units) {
        byte[] bytes = bytes(0, (long) units * UNIT);
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < units; i++) {
            byte first = bytes[i * UNIT];
            byte[] same = new byte[UNIT];
            Arrays.fill(same, first);
            assertThat(Arrays.copyOfRange(bytes, i * UNIT, (i + 1) * UNIT)).isEqualTo(same);
            letters.append(first == 0 ? '.' : (char) first);
        }
        return letters.toString();
    }

    byte[] bytes(long offset, long count) {
        try (OpenContent open = folder.blobs.read(view -> view.open(stored(view), offset, count))) {
            return open.bytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The segments that overlap these units, as the units that they begin and end with. */
    List<String> segments(int from, int to) {
        return folder.blobs.read(view -> view.segments(layout, (long) from * UNIT, (long) to * UNIT)
                .map(piece -> piece.offset() / UNIT + "-" + piece.end() / UNIT)
                .toList());
    }

    void assertNothingOverlaps() {
        List<BlobSegments.BlobSegment> pieces = folder.blobs.read(
                view -> view.segments(layout, 0, layout.length()).toList());
        long end = 0;
        for (BlobSegments.BlobSegment piece : pieces) {
            assertThat(piece.offset()).isGreaterThanOrEqualTo(end);
            assertThat(piece.content().length()).isPositive();
            end = piece.end();
        }
    }

    StoredBlob stored(BlobReader view) {
        return view.blob(address).orElseThrow();
    }
}
