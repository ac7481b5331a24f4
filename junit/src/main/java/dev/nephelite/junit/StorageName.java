package dev.nephelite.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the queue of a parameter of type {@code QueueClient}, or the container of a {@code BlobContainerClient}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface StorageName {
    /** The name. The queue or container is created if it does not exist. */
    String value();
}
