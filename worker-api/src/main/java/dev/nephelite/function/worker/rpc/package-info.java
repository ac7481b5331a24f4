/**
 * What both ends of the worker protocol share: values as messages ({@link dev.nephelite.function.worker.rpc.RpcValues}), apps as
 * messages ({@link dev.nephelite.function.worker.rpc.AppMessages}), and contents in pieces
 * ({@link dev.nephelite.function.worker.rpc.ContentExchange}).
 */
@NullMarked
package dev.nephelite.function.worker.rpc;

import org.jspecify.annotations.NullMarked;
