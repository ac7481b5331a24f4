package dev.nephelite.emulator.store.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RootReference;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the store needs of the database library beyond its documented promises. Decision 55 lists it. If a new version of the
 * library breaks a promise, this test fails first.
 */
class DatabaseLibraryTest {
    private static final int RECORDS = 2000;
    private static final String FILL = "x".repeat(1000);

    @TempDir
    private Path folder;

    @Test
    void library_isTheVersionThatTheDecisionWasMadeFor() {
        assertThat(MVStore.class.getPackage().getImplementationVersion())
                .as("before another version is used: docs/decisions/0055-internals-of-the-database-library.md")
                .isEqualTo("2.3.232");
    }

    @Nested
    class A_root {
        @Test
        void root_showsNoLaterChange() {
            try (MVStore file = open("roots")) {
                MVMap<String, String> map = map(file);
                map.put("a", "before");
                RootReference<String, String> root = map.getRoot();

                map.put("a", "after");
                map.put("b", "after");

                assertThat(map.get(root.root, "a")).isEqualTo("before");
                assertThat(map.get(root.root, "b")).isNull();
                assertThat(keys(map.cursor(root, null, null, false))).containsExactly("a");
                assertThat(map.lowerKey(root, "c")).isEqualTo("a");
            }
        }

        /** No page is cached, so each record is read from the file, whose space the later saves want to reuse. */
        @Test
        void root_ofAVersionInUse_isReadableAfterSavesAndCompaction() {
            try (MVStore file = open("uses")) {
                MVMap<String, String> map = map(file);
                fill(map, "before");
                file.commit();
                MVStore.TxCounter use = file.registerVersionUsage();
                RootReference<String, String> root = map.getRoot();

                overwriteOften(file, map);

                assertThat(keys(map.cursor(root, null, null, false))).hasSize(RECORDS);
                for (int i = 0; i < RECORDS; i++) {
                    assertThat(map.get(root.root, key(i))).isEqualTo("before" + FILL);
                }
                file.deregisterVersionUsage(use);
            }
        }
    }

    @Test
    void save_reusesTheSpaceOfVersionsThatAreNoLongerInUse() throws Exception {
        try (MVStore file = open("space")) {
            MVMap<String, String> map = map(file);
            fill(map, "before");
            file.commit();
            file.deregisterVersionUsage(file.registerVersionUsage());

            overwriteOften(file, map);
            long size = Files.size(folder.resolve("space"));
            overwriteOften(file, map);

            assertThat(Files.size(folder.resolve("space"))).isLessThan(size + size / 2);
        }
    }

    @Test
    void dataType_isCalledForAPageAtATime() {
        List<Integer> written = new ArrayList<>();
        List<Integer> read = new ArrayList<>();
        try (MVStore file = open("pages")) {
            fill(map(file, new PageCounter(written, read)), "value");
        }
        try (MVStore file = open("pages")) {
            assertThat(map(file, new PageCounter(written, read)).get(key(RECORDS - 1)))
                    .isEqualTo("value" + FILL);
        }

        assertThat(written).isNotEmpty().allMatch(count -> count > 0);
        assertThat(written.stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo(RECORDS);
        assertThat(read).isNotEmpty();
    }

    private void overwriteOften(MVStore file, MVMap<String, String> map) {
        for (int round = 0; round < 20; round++) {
            fill(map, "round " + round);
            file.commit();
            file.compact(90, 16 * 1024 * 1024);
            file.commit();
        }
    }

    private MVStore open(String name) {
        MVStore file = new MVStore.Builder()
                .fileName(folder.resolve(name).toString())
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(0)
                .open();
        file.setVersionsToKeep(0);
        file.setRetentionTime(0);
        return file;
    }

    private static MVMap<String, String> map(MVStore file) {
        return map(file, StringDataType.INSTANCE);
    }

    private static MVMap<String, String> map(MVStore file, StringDataType values) {
        return file.openMap(
                "map",
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(values));
    }

    private static void fill(MVMap<String, String> map, String value) {
        for (int i = 0; i < RECORDS; i++) {
            map.put(key(i), value + FILL);
        }
    }

    private static String key(int i) {
        return "key" + i;
    }

    private static List<String> keys(Cursor<String, String> cursor) {
        List<String> keys = new ArrayList<>();
        cursor.forEachRemaining(keys::add);
        return keys;
    }

    /** Counts the values of each page. */
    private static final class PageCounter extends StringDataType {
        private final List<Integer> written;
        private final List<Integer> read;

        PageCounter(List<Integer> written, List<Integer> read) {
            this.written = written;
            this.read = read;
        }

        @Override
        public void write(WriteBuffer buffer, Object storage, int count) {
            written.add(count);
            for (int i = 0; i < count; i++) {
                byte[] bytes = cast(storage)[i].getBytes(StandardCharsets.UTF_8);
                buffer.putVarInt(bytes.length).put(bytes);
            }
        }

        @Override
        public void read(ByteBuffer buffer, Object storage, int count) {
            read.add(count);
            super.read(buffer, storage, count);
        }

        @Override
        public void write(WriteBuffer buffer, String value) {
            throw new AssertionError("a value was written by itself");
        }
    }
}
