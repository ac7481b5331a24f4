package dev.nephelite.blob.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.properties.CommonProperties;
import dev.nephelite.emulator.store.Store;
import dev.nephelite.emulator.store.table.RecordKey;
import dev.nephelite.emulator.store.table.Table;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobServicePropertiesTest {
    private static final RecordKey ACCOUNT = RecordKey.of("account");
    private static final String COMMON = "<Logging><Version>1.0</Version><Delete>true</Delete><Read>false</Read>"
            + "<Write>true</Write><RetentionPolicy><Enabled>true</Enabled><Days>7</Days></RetentionPolicy></Logging>"
            + "<HourMetrics><Version>1.0</Version><Enabled>true</Enabled>"
            + "<IncludeAPIs>true</IncludeAPIs><RetentionPolicy><Enabled>false</Enabled></RetentionPolicy>"
            + "</HourMetrics><MinuteMetrics><Version>1.0</Version><Enabled>false</Enabled>"
            + "<RetentionPolicy><Enabled>false</Enabled></RetentionPolicy></MinuteMetrics>"
            + "<Cors><CorsRule><AllowedOrigins>https://app.example,https://*.example"
            + "</AllowedOrigins><AllowedMethods>GET,PUT</AllowedMethods><MaxAgeInSeconds>60</MaxAgeInSeconds>"
            + "<ExposedHeaders>x-ms-meta-*,ETag</ExposedHeaders><AllowedHeaders></AllowedHeaders></CorsRule></Cors>";
    private static final String ALL = COMMON + "<DefaultServiceVersion>2021-12-02</DefaultServiceVersion>"
            + "<DeleteRetentionPolicy><Enabled>true</Enabled><Days>7</Days>"
            + "<AllowPermanentDelete>false</AllowPermanentDelete></DeleteRetentionPolicy>"
            + "<StaticWebsite><Enabled>true</Enabled><IndexDocument>index.html</IndexDocument>"
            + "<ErrorDocument404Path>404.html</ErrorDocument404Path></StaticWebsite>";

    @Test
    void they_are_reported_as_they_were_sent() {
        assertThat(xml(BlobServiceProperties.DEFAULT.changedBy(parse(ALL)))).isEqualTo(ALL);
    }

    @Test
    void what_no_service_has_is_refused() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> BlobServiceProperties.DEFAULT.changedBy(parse("<Other />")))
                .returns(CommonError.UNSUPPORTED_XML_NODE, StorageException::error);
    }

    @Test
    void a_store_keeps_all_of_them() {
        Table<BlobServiceProperties> table = new Table<>("properties", BlobServiceProperties.CODEC);
        BlobServiceProperties properties = BlobServiceProperties.DEFAULT.changedBy(parse(ALL));

        assertThat(readAfterWrite(table, properties, table)).isEqualTo(properties);
    }

    @Test
    void a_service_that_only_has_the_common_properties_reads_them_from_the_same_record() {
        BlobServiceProperties properties = BlobServiceProperties.DEFAULT.changedBy(parse(ALL));

        CommonProperties common = readAfterWrite(
                new Table<>("properties", BlobServiceProperties.CODEC),
                properties,
                new Table<>("properties", CommonProperties.CODEC));

        assertThat(common).isEqualTo(properties.common());
    }

    private static <W, R> R readAfterWrite(Table<W> written, W value, Table<R> read) {
        try (Store store = Store.inMemory(new ManualClock(Instant.parse("2026-01-01T12:00:00Z")))) {
            store.write(tx -> {
                tx.put(written, ACCOUNT, value);
                return true;
            });
            return store.<R>read(view -> view.get(read, ACCOUNT));
        }
    }

    private static XmlElement parse(String properties) {
        String document = "<StorageServiceProperties>" + properties + "</StorageServiceProperties>";
        return XmlElement.parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    private static String xml(BlobServiceProperties properties) {
        XmlWriter xml = new XmlWriter().open("S");
        properties.write(xml);
        String document = new String(xml.close().bytes(), StandardCharsets.UTF_8);
        return document.substring(document.indexOf("<S>") + 3, document.length() - 4);
    }
}
