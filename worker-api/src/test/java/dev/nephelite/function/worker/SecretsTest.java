package dev.nephelite.function.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SecretsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Server=db;Password=a1!b;Timeout=5                  | Server=db;Password=***;Timeout=5
            jdbc:x://h/d?user=a&password=b&ssl=true            | jdbc:x://h/d?user=a&password=***&ssl=true
            client_secret=abc                                  | client_secret=***
            Authorization: Bearer e30.e30.x                    | Authorization: Bearer ***
            {\\"Authorization\\": \\"Bearer abc\\", \\"b\\":1} | {\\"Authorization\\": \\"Bearer ***\\", \\"b\\":1}
            the token is Bearer abc.def                        | the token is Bearer ***
            Cookie: a=b; session=c                             | Cookie: ***
            {"Set-Cookie":"a=b; Path=/","c":1}                 | {"Set-Cookie":"***","c":1}
            keyboard=de;monkey=ape                             | keyboard=de;monkey=ape
            """)
    void masked_hidesWhatHasTheNameOfASecret(String text, String masked) {
        assertThat(Secrets.NAMED.masked(text)).isEqualTo(masked);
    }

    @Test
    void masked_returnsTheSameTextIfThereIsNoSecret() {
        String text = "key= sig= code=";

        assertThat(Secrets.NAMED.masked(text)).isSameAs(text);
    }

    @Test
    void masked_hidesTheValuesOfSecretSettings() {
        Secrets secrets = Secrets.in(Map.of(
                "API_KEY", "abcdefgh", "Shop:Password2", "ijklmnop", "PIN_TOKEN", "1234", "KEYBOARDS", "qwertyuiop"));

        assertThat(secrets.masked("abcdefgh ijklmnop 1234 qwertyuiop")).isEqualTo("*** *** 1234 qwertyuiop");
    }
}
