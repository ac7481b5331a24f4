package dev.nephelite.function.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LoggedTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AccountName=a;AccountKey=Eby8/+==;BlobEndpoint=http://b | AccountName=a;AccountKey=***;BlobEndpoint=http://b
            GET http://b/c?sv=2026&sig=a%2Fb%3D&se=1 failed          | GET http://b/c?sv=2026&sig=***&se=1 failed
            SharedAccessSignature=sig=abc                            | SharedAccessSignature=sig=***
            http://localhost/api/f?code=abc==                        | http://localhost/api/f?code=***
            x-functions-key: abc                                     | x-functions-key: ***
            {"Authorization": "SharedKey a:bc=", "b"=1}              | {"Authorization": "SharedKey ***", "b"=1}
            Authorization: SharedKey a:bc=                           | Authorization: SharedKey ***
            Authorization: abc                                       | Authorization: ***
            exit code=3 of a design=good build                       | exit code=3 of a design=good build
            """)
    void secrets_are_hidden(String text, String logged) {
        assertThat(LoggedText.of(text)).isEqualTo(logged);
    }

    @Test
    void a_long_text_is_cut() {
        assertThat(LoggedText.of("a".repeat(300 * 1024)))
                .hasSizeLessThan(257 * 1024)
                .endsWith("a... (45056 more characters)");
    }
}
