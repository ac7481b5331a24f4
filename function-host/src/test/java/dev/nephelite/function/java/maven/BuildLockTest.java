package dev.nephelite.function.java.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.java.maven.Maven.BuildLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BuildLockTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void during_runsOneBuildAtATime() throws InterruptedException {
        List<String> order = new ArrayList<>();
        CountDownLatch building = new CountDownLatch(1);
        Thread first = new Thread(() -> BuildLock.during(
                () -> {
                    building.countDown();
                    order.add("first begins");
                    order.add("first ends");
                },
                folder.resolve("lock"),
                () -> {}));
        first.start();
        building.await();

        BuildLock.during(() -> order.add("second"), folder.resolve("lock"), () -> {});
        first.join();

        assertThat(order).containsExactly("first begins", "first ends", "second");
    }

    @Test
    void another_process_is_waited_for_and_that_is_told() throws IOException, InterruptedException {
        Path lock = folder.resolve("lock");
        Process other = holder(lock);
        List<String> order = new ArrayList<>();

        BuildLock.during(() -> order.add("built"), lock, () -> {
            order.add("waiting");
            other.destroy();
        });

        assertThat(order).containsExactly("waiting", "built");
        other.waitFor();
    }

    /** Starts another JVM, which holds the lock until it is ended. */
    private Process holder(Path lock) throws IOException {
        Path source = Files.writeString(folder.resolve("Holder.java"), """
                import java.nio.channels.FileChannel;
                import java.nio.file.Path;
                import java.nio.file.StandardOpenOption;

                class Holder {
                    public static void main(String[] arguments) throws Exception {
                        try (FileChannel channel = FileChannel.open(
                                Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                            channel.lock();
                            System.out.println("locked");
                            System.in.read();
                        }
                    }
                }
                """);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source.toString(),
                        lock.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.getInputStream().read()).isEqualTo('l');
        return process;
    }
}
