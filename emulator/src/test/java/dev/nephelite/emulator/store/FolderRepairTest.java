package dev.nephelite.emulator.store;

import static dev.nephelite.emulator.store.FileDamage.copy;
import static dev.nephelite.emulator.store.FileDamage.flip;
import static dev.nephelite.emulator.store.FileDamage.placeOf;
import static dev.nephelite.emulator.store.FileDamage.truncate;
import static dev.nephelite.emulator.store.FileDamage.zero;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.store.disk.DataDamagedException;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.store.journal.JournalFiles;
import dev.nephelite.emulator.store.repair.FolderReport;
import dev.nephelite.emulator.store.table.CheckpointFooter;
import dev.nephelite.emulator.store.table.RecordKey;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data folders that are damaged in every way: verify finds it, repair mends it, and the store then opens. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FolderRepairTest extends NamesFolder {
    @Nested
    class Given_a_folder_with_a_snapshot {
        @BeforeEach
        void saveAndChange() throws IOException {
            try (Running running = new Running()) {
                running.save("monday");
                running.put(key(0), "changed");
                running.removeAllFiles();
                running.keep(CONTENTS + 1);
            }
        }

        @Test
        void verify_reads_what_only_the_snapshot_has() throws IOException {
            FolderReport report = verify();

            assertThat(report.damages()).isEmpty();
            assertThat(report.notes()).isEmpty();
            assertThat(report.contentFiles()).isEqualTo(CONTENTS + 1);
        }

        @Test
        void repair_leaves_a_sound_folder_as_it_is() throws IOException {
            repair();

            try (Running running = new Running()) {
                assertThat(running.load("monday")).isTrue();
                assertThat(running.state()).containsEntry(key(0).text(), value(0));
                assertThat(running.files()).hasSize(CONTENTS + 1);
            }
        }

        @Test
        void repair_loses_the_snapshot_when_a_content_of_it_is_damaged() throws IOException {
            flip(ExtentFolder.files(folder).get(0), 1000);

            List<FolderReport.Damage> damages = verify().damages();
            assertThat(damages)
                    .extracting(FolderReport.Damage::subject)
                    .contains("snapshot monday")
                    .hasSize(2);
            assertThat(damages).allMatch(FolderReport.Damage::lost);

            assertThat(repair().damages()).isEqualTo(damages);
            assertThat(verify().damages()).isEmpty();
            try (Running running = new Running()) {
                assertThat(running.load("monday")).isFalse();
                assertThat(running.state()).containsEntry(key(0).text(), "changed");
            }
        }
    }

    @Nested
    class Given_a_folder_that_is_sound {
        @Test
        void verify_says_so_and_changes_nothing() throws IOException {
            Map<String, Long> before = sizes();

            FolderReport report = verify();

            assertThat(report.damages()).isEmpty();
            assertThat(report.notes()).isEmpty();
            assertThat(report.records()).isGreaterThan(RECORDS);
            assertThat(report.contentFiles()).isEqualTo(CONTENTS);
            assertThat(sizes()).isEqualTo(before);
        }

        @Test
        void repair_leaves_it_as_it_is() throws IOException {
            Map<String, Long> before = sizes();

            assertThat(repair().damages()).isEmpty();

            assertThat(sizes()).isEqualTo(before);
        }

        @Test
        void verify_reads_what_only_the_journal_of_a_killed_process_has() throws IOException {
            Path killed = root.resolve("killed");
            try (Running running = new Running()) {
                running.put(RecordKey.of("only in the journal"), "value");
                copy(folder, killed);
            }
            folder = killed;

            assertThat(verify().damages()).isEmpty();
        }

        @Test
        void verify_takes_a_write_that_was_cut_off_for_no_damage() throws IOException {
            Path killed = root.resolve("killed");
            try (Running running = new Running()) {
                running.put(RecordKey.of("only in the journal"), "value");
                copy(folder, killed);
            }
            folder = killed;
            truncate(lastJournal(), Files.size(lastJournal()) - 3);

            FolderReport report = verify();

            assertThat(report.damages()).isEmpty();
            assertThat(report.notes()).anyMatch(note -> note.contains("not finished"));
        }

        @Test
        void verify_refuses_a_folder_in_use() throws IOException {
            try (Running running = new Running()) {
                running.put(RecordKey.of("in"), "use");
                assertThatExceptionOfType(DataFolderException.class)
                        .isThrownBy(FolderRepairTest.this::verify)
                        .withMessageContaining("in use");
                assertThatExceptionOfType(DataFolderException.class)
                        .isThrownBy(FolderRepairTest.this::repair)
                        .withMessageContaining("in use");
            }
        }

        @Test
        void verify_refuses_folders_that_are_none_of_ours() throws IOException {
            folder = root.resolve("nothing");
            assertThatExceptionOfType(DataFolderException.class)
                    .isThrownBy(FolderRepairTest.this::verify)
                    .withMessageContaining("no such folder");
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("letter.txt"), "Dear");
            assertThatExceptionOfType(DataFolderException.class)
                    .isThrownBy(FolderRepairTest.this::repair)
                    .withMessageContaining("letter.txt");
            assertThat(folder.resolve("lock")).doesNotExist();
        }
    }

    @Nested
    class Given_damaged_tables {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void repair_keepsEverythingThatIsNotReportedAsLost(long seed) throws IOException {
            Random random = new Random(seed);
            long size = Files.size(tables());
            Map<String, String> before = state();
            for (int i = 0; i < 3; i++) {
                long place = random.nextLong(2L * BLOCK, size);
                if (random.nextBoolean()) {
                    flip(tables(), place);
                } else {
                    zero(tables(), place, BLOCK);
                }
            }
            List<FolderReport.Damage> found = verify().damages();

            FolderReport report = repair();

            assertThat(report.damages()).isEqualTo(found);
            Map<String, String> after = state();
            assertThat(before).containsAllEntriesOf(after);
            assertThat(report.losses() > 0 || after.equals(before))
                    .as("%d of %d records, %s", after.size(), before.size(), report.damages())
                    .isTrue();
            assertThat(verify().damages()).isEmpty();
        }

        @Test
        void repair_losesOnlyTheDamagedLeaf() throws IOException {
            long place = placeOf(tables(), value(17));
            flip(tables(), place);

            FolderReport report = repair();

            assertThat(report.damages()).hasSize(1);
            assertThat(report.damages().get(0).subject()).contains("names, from name record ");
            assertThat(state()).hasSizeBetween(RECORDS - 200, RECORDS);
            assertThat(folder.resolve("damaged").resolve("store.mv")).exists();
        }

        @Test
        void repair_recoversAboutHalfOfTheRecordsOfHalfAFile() throws IOException {
            truncate(tables(), Files.size(tables()) / 2);

            assertThat(repair().losses()).isPositive();

            assertThat(state()).hasSizeBetween(RECORDS * 2 / 5, RECORDS * 3 / 5);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void repair_recoversTheRestOfATruncatedFile(long seed) throws IOException {
            Map<String, String> before = state();
            truncate(tables(), new Random(seed).nextLong(0, Files.size(tables())));

            FolderReport report = repair();

            assertThat(before).containsAllEntriesOf(state());
            assertThat(report.losses() > 0 || state().equals(before)).isTrue();
            assertThat(verify().damages()).isEmpty();
        }

        @Test
        void repair_movesContentsWithoutTablesToTheSubfolder() throws IOException {
            List<Path> contents = ExtentFolder.files(folder);
            Files.delete(tables());
            assertThatExceptionOfType(DataDamagedException.class)
                    .isThrownBy(Running::new)
                    .withMessageContainingAll(folder.toString(), "Repair the folder");

            FolderReport report = repair();

            assertThat(report.damages()).anyMatch(damage -> damage.subject().equals("tables"));
            assertThat(ExtentFolder.files(folder)).isEmpty();
            assertThat(contents)
                    .allSatisfy(content -> assertThat(folder.resolve("damaged").resolve(content.getFileName()))
                            .hasSize(LARGE));
            assertThat(verify().damages()).isEmpty();
            try (Running running = new Running()) {
                running.put(RecordKey.of("after"), "repair");
            }
        }

        @Test
        void repair_recoversADamagedNewestSaveFromTheOneBeforeAndTheJournal() throws IOException {
            Map<String, String> before = state();
            CheckpointFooter newest = Objects.requireNonNull(CheckpointFooter.read(folder.resolve("store.seal")));
            zero(tables(), newest.offset(), (int) newest.length());

            assertThat(verify().losses()).isZero();
            assertThat(repair().losses()).isZero();

            assertThat(state()).isEqualTo(before);
        }
    }

    @Nested
    class Given_a_damaged_journal {
        @BeforeEach
        void kill() throws IOException {
            Path killed = root.resolve("killed");
            try (Running running = new Running()) {
                for (int i = 0; i < 10; i++) {
                    running.put(RecordKey.of("write " + i), "value " + i);
                }
                copy(folder, killed);
            }
            folder = killed;
        }

        @Test
        void repair_namesTheWritesAfterADamagedOne() throws IOException {
            Path journal = lastJournal();
            flip(journal, placeOf(journal, "value 4"));

            FolderReport report = repair();

            assertThat(report.damages())
                    .extracting(FolderReport.Damage::subject)
                    .contains("the last writes");
            assertThat(report.damages())
                    .extracting(FolderReport.Damage::subject)
                    .contains("change of name write 5", "change of name write 9")
                    .doesNotContain("change of name write 3");
            assertThat(state()).containsKey("write 3").doesNotContainKey("write 4");
            assertThat(folder.resolve("damaged").resolve(journal.getFileName())).exists();
            assertThat(verify().damages()).isEmpty();
        }

        @Test
        void repair_namesTheWritesAfterOneWithADamagedLength() throws IOException {
            long place = placeOf(lastJournal(), "value 4");
            try (RandomAccessFile file = new RandomAccessFile(lastJournal().toFile(), "r")) {
                for (long head = place; head > 0; head--) {
                    file.seek(head);
                    byte[] name = new byte[5];
                    file.readFully(name);
                    if (Arrays.equals(name, "names".getBytes(StandardCharsets.UTF_8))) {
                        place = head - 9;
                        head = 0;
                    }
                }
            }
            flip(lastJournal(), place + 3);

            assertThat(repair().damages())
                    .extracting(FolderReport.Damage::subject)
                    .contains("change of name write 5", "change of name write 9");
            assertThat(state()).containsKey("write 3").doesNotContainKey("write 5");
        }

        @Test
        void repair_reportsAMissingJournalFile() throws IOException {
            Files.delete(lastJournal());
            Files.createFile(JournalFiles.fileIn(folder.resolve("journal"), 1000));

            FolderReport report = repair();

            assertThat(report.losses()).isPositive();
            assertThat(verify().damages()).isEmpty();
        }
    }

    @Nested
    class Given_damaged_contents {
        @Test
        void repair_namesAMissingContentFileAndRemovesItsRecord() throws IOException {
            Path file = ExtentFolder.files(folder).get(0);
            Files.delete(file);

            assertIsLost("is missing", file);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void verify_findsAnyFlippedBit(long seed) throws IOException {
            Path file = ExtentFolder.files(folder).get(0);
            flip(file, new Random(seed).nextInt(LARGE));

            assertIsLost("1 of 3 blocks do not match", file);
            assertThat(folder.resolve("damaged").resolve(file.getFileName())).hasSize(LARGE);
        }

        @Test
        void verify_namesATruncatedContentFile() throws IOException {
            Path file = ExtentFolder.files(folder).get(0);
            truncate(file, 1000);

            assertIsLost("has 1000 bytes instead of " + LARGE, file);
        }

        @Test
        void verify_notesAFileWithoutARecord() throws IOException {
            Path file = ExtentFolder.files(folder).get(0);
            Path other = file.resolveSibling(
                    "00000000000000" + file.getFileName().toString().substring(14));
            Files.copy(file, other);

            FolderReport report = verify();

            assertThat(report.damages()).isEmpty();
            assertThat(report.notes())
                    .anyMatch(note -> note.contains(other.getFileName().toString()));
        }

        private void assertIsLost(String problem, Path file) throws IOException {
            FolderReport found = verify();
            assertThat(found.damages()).hasSize(1);
            assertThat(found.damages().get(0).subject()).startsWith("file ");
            assertThat(found.damages().get(0).problem()).contains(problem);
            assertThat(found.damages().get(0).file())
                    .isEqualTo(folder.relativize(file).toString());

            assertThat(repair().damages()).isEqualTo(found.damages());

            assertThat(verify().damages()).isEmpty();
            try (Running running = new Running()) {
                assertThat(running.files()).hasSize(CONTENTS);
                running.removeAllFiles();
            }
            assertThat(verify().damages()).isEmpty();
        }
    }

    @Nested
    class Given_a_repair_that_is_interrupted {
        @Test
        void start_and_verify_refuse_the_folder_and_repair_goes_on() throws IOException {
            Map<String, String> before = state();
            Path copy = root.resolve("repaired");
            copy(folder, copy);
            Files.copy(copy.resolve("store.mv"), folder.resolve("store.repaired"));
            Files.createFile(folder.resolve("repair"));
            truncate(tables(), 0);

            assertThatExceptionOfType(DataDamagedException.class)
                    .isThrownBy(Running::new)
                    .withMessageContaining("interrupted");
            assertThatExceptionOfType(DataDamagedException.class).isThrownBy(FolderRepairTest.this::verify);
            repair();

            assertThat(state()).isEqualTo(before);
            assertThat(folder.resolve("repair")).doesNotExist();
            assertThat(folder.resolve("store.repaired")).doesNotExist();
        }
    }
}
