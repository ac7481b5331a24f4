package dev.nephelite.function.java.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsyncProfilerLibraryTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, x86_64, macos",
        "Mac OS X, aarch64, macos",
    })
    void folder_isThatOfThePlatform(String system, String architecture, String folder) {
        assertThat(AsyncProfilerLibrary.folder(system, architecture)).contains(folder);
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "Linux, riscv64"})
    void folder_isMissing_forOtherPlatforms(String system, String architecture) {
        assertThat(AsyncProfilerLibrary.folder(system, architecture)).isEmpty();
    }

    @Test
    void unpack_saysWhy_ifTheLibraryIsNotThere(@TempDir Path cache) {
        assertThatThrownBy(() -> AsyncProfilerLibrary.unpack(cache))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("async-profiler");
    }
}
