package dev.nephelite.function.worker;

/** How a parameter of a function takes the content that is bound to it. */
public enum ContentForm {
    /** Text, or something that is read from text, such as a number or an object. */
    VALUE,

    /** A {@code byte[]} or {@code Byte[]}: exactly the bytes that were sent or stored, whatever they are said to be. */
    BYTES,

    /** An {@code InputStream}, which the function reads as the content arrives. */
    STREAM
}
