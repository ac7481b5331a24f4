package dev.nephelite.junit;

import dev.nephelite.junit.cloud.Faults;
import dev.nephelite.junit.cloud.TestClock;
import dev.nephelite.junit.cloud.TestCloud;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class a local cloud: Blob and Queue storage in memory on free ports and, if wanted, functions.
 *
 * <pre>{@code
 * @NepheliteTest(queues = "orders", containers = "receipts", functions = OrderFunctions.class)
 * class OrderFunctionsTest {
 *     @Test
 *     void writesAReceipt(TestCloud cloud, @StorageName("orders") QueueClient orders, BlobServiceClient blobs) {
 *         orders.sendMessage("4711");
 *
 *         cloud.awaitIdle();
 *
 *         assertEquals("paid", blobs.getBlobContainerClient("receipts").getBlobClient("4711").downloadContent().toString());
 *     }
 * }
 * }</pre>
 *
 * <p>Test methods and methods with {@code @BeforeEach} and {@code @AfterEach} may have these parameters:
 *
 * <ul>
 *   <li>{@link TestCloud}, {@link TestClock}, {@link Faults}
 *   <li>{@code BlobServiceClient}, {@code QueueServiceClient} and their asynchronous counterparts, if these libraries are on
 *       the class path
 *   <li>{@code BlobContainerClient} and {@code QueueClient} with {@link StorageName}
 * </ul>
 *
 * @see NepheliteExtension#builder
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(NepheliteExtension.class)
public @interface NepheliteTest {
    /** Blob containers that exist when a test begins. */
    String[] containers() default {};

    /** Queues that exist when a test begins. */
    String[] queues() default {};

    /**
     * Public classes with functions, which run as they are on the class path of the test: breakpoints, coverage and mocks
     * work in them as in any other code. Triggers listen before the test begins.
     */
    Class<?>[] functions() default {};

    /**
     * Packages whose functions run as well: those of all public classes in them and below them, on the class path of the test.
     * Classes of the tests count, too. A name such as {@code com.example.orders}.
     */
    String[] functionPackages() default {};

    /**
     * App settings, each as {@code NAME=value}. They override those in {@code local.settings.json}. {@code
     * AzureWebJobsStorage} is always the storage of the test.
     */
    String[] settings() default {};

    /** The folder of {@code host.json} and {@code local.settings.json}, if they exist. Default: the working directory. */
    String project() default "";

    /** Which tests share a cloud. */
    Isolation isolation() default Isolation.METHOD;
}
