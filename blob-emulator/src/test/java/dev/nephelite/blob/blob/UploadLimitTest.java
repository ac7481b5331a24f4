package dev.nephelite.blob.blob;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UploadLimitTest {
    private static final long MEBIBYTE = 1024 * 1024;

    @ParameterizedTest
    @CsvSource({
        "PUT_BLOB, 2015-12-11, 64",
        "PUT_BLOB, 2016-05-31, 256",
        "PUT_BLOB, 2019-12-12, 5000",
        "PUT_BLOCK, 2015-12-11, 4",
        "PUT_BLOCK, 2016-05-31, 100",
        "PUT_BLOCK, 2019-12-12, 4000",
        "PUT_PAGE, 2015-12-11, 4",
        "PUT_PAGE, 2022-11-02, 4",
        "APPEND_BLOCK, 2021-12-02, 4",
        "APPEND_BLOCK, 2022-11-02, 100"
    })
    void the_version_that_is_spoken_decides(UploadLimit limit, String version, long mebibytes) {
        long most = mebibytes * MEBIBYTE;

        assertThatCode(() -> limit.require(most, version)).doesNotThrowAnyException();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> limit.require(most + 1, version))
                .returns(CommonError.REQUEST_BODY_TOO_LARGE, StorageException::error)
                .returns(Map.of("MaxLimit", Long.toString(most)), StorageException::details);
    }
}
