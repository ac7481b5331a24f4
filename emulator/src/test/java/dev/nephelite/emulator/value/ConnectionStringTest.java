package dev.nephelite.emulator.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConnectionStringTest {
    @Nested
    class Given_development_storage {
        private final ConnectionString local = ConnectionString.parse("UseDevelopmentStorage=true");

        @Test
        void parse_readsDevelopmentStorageAsTheWellKnownAccount() {
            assertThat(local.accountName()).isEqualTo("devstoreaccount1");
            assertThat(local.key()).isEqualTo(Account.DEVELOPMENT.keys().get(0));
            assertThat(local.sharedAccessSignature()).isNull();
            assertThat(local.blobEndpoint()).hasToString("http://127.0.0.1:10000/devstoreaccount1");
            assertThat(local.queueEndpoint()).hasToString("http://127.0.0.1:10001/devstoreaccount1");
            assertThat(local.tableEndpoint()).hasToString("http://127.0.0.1:10002/devstoreaccount1");
        }

        @Test
        void blobSecondaryEndpoint_existsForDevelopmentStorage() {
            assertThat(local.blobSecondaryEndpoint())
                    .contains(URI.create("http://127.0.0.1:10000/devstoreaccount1-secondary"));
        }

        @Test
        void parse_acceptsAProxyForDevelopmentStorage() {
            ConnectionString remote =
                    ConnectionString.parse("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://docker.local");

            assertThat(remote.queueEndpoint()).hasToString("http://docker.local:10001/devstoreaccount1");
        }
    }

    @Nested
    class Given_an_account_in_the_cloud {
        private final ConnectionString cloud = ConnectionString.parse(
                "DefaultEndpointsProtocol=https;AccountName=acct;AccountKey=MQ==;EndpointSuffix=core.windows.net");

        @Test
        void parse_derivesEndpointsOfAnAccount() {
            assertThat(cloud.blobEndpoint()).hasToString("https://acct.blob.core.windows.net");
            assertThat(cloud.queueEndpoint()).hasToString("https://acct.queue.core.windows.net");
            assertThat(cloud.tableEndpoint()).hasToString("https://acct.table.core.windows.net");
            assertThat(cloud.queueSecondaryEndpoint())
                    .contains(URI.create("https://acct-secondary.queue.core.windows.net"));
            assertThat(cloud.tableSecondaryEndpoint())
                    .contains(URI.create("https://acct-secondary.table.core.windows.net"));
        }

        @Test
        void parse_keepsTheEqualsSignsOfTheKey() {
            assertThat(cloud.key()).isEqualTo(SigningKey.parse("MQ=="));
        }

        @Test
        void parse_needsNeitherProtocolNorSuffix() {
            assertThat(ConnectionString.parse("AccountName=acct;AccountKey=MQ==")
                            .blobEndpoint())
                    .hasToString("https://acct.blob.core.windows.net");
        }

        @Test
        void parse_usesTheProtocolAndSuffix() {
            assertThat(ConnectionString.parse("DefaultEndpointsProtocol=http;AccountName=acct;AccountKey=MQ==;"
                                    + "EndpointSuffix=core.chinacloudapi.cn")
                            .blobEndpoint())
                    .hasToString("http://acct.blob.core.chinacloudapi.cn");
        }
    }

    @Nested
    class Given_endpoints {
        private final ConnectionString local = ConnectionString.parse("accountname=acct; ACCOUNTKEY=MQ==;"
                + "BlobEndpoint=http://localhost:10000/acct/;"
                + "BlobSecondaryEndpoint=http://localhost:10000/acct-secondary;QueueEndpoint=;");

        @Test
        void parse_removesTheSlashAtTheEndOfAnEndpoint() {
            assertThat(local.blobEndpoint()).hasToString("http://localhost:10000/acct");
            assertThat(local.blobSecondaryEndpoint()).contains(URI.create("http://localhost:10000/acct-secondary"));
        }

        @Test
        void parse_ignoresTheCaseOfNames() {
            assertThat(local.accountName()).isEqualTo("acct");
        }

        @Test
        void queueEndpoint_isNotDerivedIfAnotherEndpointIsGiven() {
            assertThatIllegalArgumentException()
                    .isThrownBy(local::queueEndpoint)
                    .withMessage("connection string: QueueEndpoint is not given");
        }

        @Test
        void parse_prefersGivenEndpointsToDerivedOnes() {
            ConnectionString both = ConnectionString.parse("DefaultEndpointsProtocol=http;AccountName=acct;"
                    + "AccountKey=MQ==;BlobEndpoint=http://127.0.0.1:10000/acct");

            assertThat(both.blobEndpoint()).hasToString("http://127.0.0.1:10000/acct");
            assertThat(both.queueEndpoint()).hasToString("http://acct.queue.core.windows.net");
        }
    }

    @Nested
    class Given_a_shared_access_signature {
        @ParameterizedTest
        @CsvSource({
            "https://acct.blob.core.windows.net, acct",
            "http://127.0.0.1:10000/acct, acct",
            "http://localhost:10000/acct/, acct"
        })
        void parse_readsTheAccountFromTheEndpointOfASas(String endpoint, String account) {
            ConnectionString signed = ConnectionString.parse(
                    "BlobEndpoint=" + endpoint + ";SharedAccessSignature=?sv=2020-12-06&sig=a%3D");

            assertThat(signed.accountName()).isEqualTo(account);
            assertThat(signed.key()).isNull();
            assertThat(signed.sharedAccessSignature()).isEqualTo("sv=2020-12-06&sig=a%3D");
        }
    }

    @Nested
    class Given_a_mistake {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "'' | it is empty; for a local emulator write UseDevelopmentStorage=true",
                    "UseDevelopmentStorage | UseDevelopmentStorage has no value; write UseDevelopmentStorage=true",
                    "AccountName=acct | neither AccountKey nor SharedAccessSignature is given",
                    "AccountKey=MQ== | neither AccountName nor an endpoint such as BlobEndpoint is given",
                    "AccountName=acct;AccountKey=secret! | AccountKey: the key is not base64",
                    "AccountName=acct;secret! | part 2 is not of the form Name=value",
                    "AccountName=acct;AccountName=b | part 2 repeats the name of an earlier part",
                    "UseDevelopmentStorage=false | UseDevelopmentStorage can only be true; else leave it out",
                    "AccountName=a;AccountKey=MQ==;DefaultEndpointsProtocol=ftp"
                            + " | DefaultEndpointsProtocol must be http or https",
                    "BlobEndpoint=http://127.0.0.1:10000;SharedAccessSignature=sig=a"
                            + " | AccountName is not given, and no endpoint bears it"
                })
        void parse_namesTheMistake(String text, String problem) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ConnectionString.parse(text))
                    .withMessage("connection string: " + problem);
        }

        @ParameterizedTest
        @CsvSource({"127.0.0.1:10000", "ftp://host/a", "http://storage_host:10000/a", "http://h/a?sig=x", "http:// h"})
        void parse_namesAnEndpointThatIsNoUrl(String endpoint) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ConnectionString.parse("AccountName=a;AccountKey=MQ==;QueueEndpoint=" + endpoint))
                    .withMessageStartingWith("connection string: QueueEndpoint must be a URL such as http://127.0.0.1");
        }
    }

    @Nested
    class Given_it_is_printed {
        @Test
        void toString_omitsSecrets() {
            String shown = ConnectionString.parse("AccountName=acct;AccountKey=c2VjcmV0;SharedAccessSignature=sig=hush")
                    .toString();

            assertThat(shown)
                    .contains("acct", "https://acct.blob.core.windows.net")
                    .doesNotContain("c2VjcmV0", "secret[", "hush");
        }
    }
}
