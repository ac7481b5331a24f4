// A language worker for the tests of the host. Its first argument says how it behaves, the others are those of the protocol.
// The id of a function says what the function does.
import { createHash } from 'node:crypto';
import { connect } from 'node:http2';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const BEHAVIOUR = process.argv[2];
const OPTIONS = parseArgs({
  args: process.argv.slice(3),
  strict: false,
  options: Object.fromEntries(
    [
      'host',
      'port',
      'workerId',
      'requestId',
      'grpcMaxMessageLength',
      'functions-uri',
      'functions-worker-id',
      'functions-request-id',
      'functions-grpc-max-message-length',
    ].map(name => [name, { type: 'string' }]),
  ),
}).values;

const definition = loader.loadSync(fileURLToPath(new URL('worker.proto', import.meta.url)), {
  keepCase: true,
  enums: String,
  longs: Number,
  oneofs: true,
});
const { FunctionRpc } = grpc.loadPackageDefinition(definition).AzureFunctionsRpcMessages;

const SUCCESS = { status: 'Success' };
const failure = message => ({ status: 'Failure', exception: { message, stack_trace: `at ${message}`, source: 'worker' } });

const LARGEST = Number(OPTIONS['functions-grpc-max-message-length']);
const client = new FunctionRpc(new URL(OPTIONS['functions-uri']).host, grpc.credentials.createInsecure(), {
  'grpc.max_receive_message_length': LARGEST,
  'grpc.max_send_message_length': LARGEST,
});

/** Prints a line on standard output, which the host logs. */
const say = line => process.stdout.write(`${line}\n`);

function open(workerId, onMessage = () => {}) {
  const stream = client.eventStream();
  stream.on('data', onMessage);
  stream.on('error', error => say(`stream ended with ${grpc.status[error.code]}`));
  stream.on('end', () => say('stream ended'));
  stream.write({ request_id: OPTIONS['functions-request-id'], start_stream: { worker_id: workerId } });
  return stream;
}

/** What each function does: it returns its response, or nothing if it responds later or never. */
const FUNCTIONS = {
  echo: request => ({ return_value: input(request), output_data: request.input_data }),
  describe: request => ({
    return_value: { json: JSON.stringify({ ...request, input_data: Object.fromEntries(inputs(request)) }) },
  }),
  checksum: request => {
    const { bytes } = input(request);
    return { return_value: { string: `${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}` } };
  },
  large: request => ({ return_value: { bytes: Buffer.alloc(Number(input(request).string), 'nephelite') } }),
  answer: () => ({
    return_value: {
      http: { status_code: '418', headers: { 'content-type': 'text/plain' }, body: { string: 'short and stout' } },
    },
  }),
  fail: () => ({ result: failure('on purpose') }),
  log: request => {
    for (const [log_category, message] of [
      ['User', 'of the function'],
      ['System', 'of the worker'],
      ['CustomMetric', 'a metric'],
    ]) {
      log({ invocation_id: request.invocation_id, category: 'Category', level: 'Warning', log_category, message });
    }
    log({ category: 'Startup', level: 'Error', log_category: 'System', message: 'broken', exception: { stack_trace: 'at x' } });
    log({ invocation_id: 'no such invocation', level: 'Information', message: 'too late' });
    return {};
  },
  hang: () => undefined,
  surprise: request => {
    main.write({ request_id: 'nobody asked', worker_status_response: {} });
    main.write({ worker_heartbeat: {} });
    main.write({ request_id: 'empty' });
    main.write({ invocation_response: { invocation_id: 'no such invocation', result: SUCCESS } });
    return { return_value: input(request) };
  },
  another: request => {
    const second = client.eventStream();
    second.on('data', () => {});
    second.on('error', error => answer(request, { return_value: { string: grpc.status[error.code] } }));
    second.write({ start_stream: { worker_id: OPTIONS['functions-worker-id'] } });
  },
  unknown: request => {
    client.noSuchMethod({}, error => answer(request, { return_value: { string: grpc.status[error.code] } }));
  },
  ping: request => {
    const connection = connect(OPTIONS['functions-uri']);
    const end = outcome => {
      connection.destroy();
      answer(request, { return_value: { string: outcome } });
    };
    connection.on('error', error => end(error.message));
    const ping = count =>
      connection.ping(Buffer.from(`ping ${count}`.padEnd(8)), (error, duration, payload) => {
        if (error) {
          say(`ping ${count}: ${error.message}`);
        } else if (count < Number(input(request).string)) {
          ping(count + 1);
        } else {
          end(payload.toString().trim());
        }
      });
    connection.on('connect', () => ping(1));
  },
  leave: () => {
    main.end();
  },
  reset: () => main.cancel(),
  exit: request => process.exit(Number(input(request).string)),
};

const inputs = request => request.input_data.map(({ name, data }) => [name, data[data.data]]);
const input = request => request.input_data.find(({ name }) => name === 'in')?.data;
const log = rpc_log => main.write({ rpc_log });
const answer = (request, response) =>
  main.write({
    invocation_response: { invocation_id: request.invocation_id, result: SUCCESS, ...response },
  });

function invoke(request) {
  const response = FUNCTIONS[request.function_id](request);
  if (response !== undefined) {
    answer(request, response);
  }
}

function receive(message) {
  const reply = content => main.write({ request_id: message.request_id, ...content });
  const request = message[message.content];
  switch (message.content) {
    case 'worker_init_request':
      if (BEHAVIOUR === 'mute') {
        say('says nothing');
        return;
      }
      say(`host ${request.host_version} ${JSON.stringify(request.capabilities)} ${request.function_app_directory}`);
      reply({
        worker_init_response: {
          worker_version: '1.0',
          capabilities: BEHAVIOUR === 'simple' ? {} : CAPABILITIES,
          result: BEHAVIOUR === 'refuse' ? failure('wants a newer host') : SUCCESS,
        },
      });
      return;
    case 'functions_metadata_request':
      reply({
        function_metadata_response: {
          result: SUCCESS,
          function_metadata_results: [
            {
              name: 'hello',
              directory: request.function_app_directory,
              script_file: 'hello.js',
              language: 'node',
              raw_bindings: ['{"type":"httpTrigger","name":"request","direction":"in"}'],
            },
          ],
        },
      });
      return;
    case 'function_load_request':
      reply({
        function_load_response: {
          function_id: request.function_id,
          result: request.metadata.script_file === 'hello.js' ? SUCCESS : failure(`no ${request.metadata.script_file}`),
        },
      });
      return;
    case 'invocation_request':
      invoke(request);
      return;
    case 'invocation_cancel':
      say(`cancelled ${request.invocation_id}`);
      answer(request, { result: { status: 'Cancelled', exception: { message: 'cancelled' } } });
      return;
    case 'worker_status_request':
      reply({ worker_status_response: {} });
      return;
    case 'worker_terminate':
      say(`terminates within ${request.grace_period.seconds} s`);
      if (BEHAVIOUR !== 'stays') {
        process.exit(0);
      }
      return;
    default:
      say(`received ${message.content}`);
  }
}

const CAPABILITIES = {
  WorkerStatus: 'true',
  HandlesInvocationCancelMessage: 'true',
  HandlesWorkerTerminateMessage: 'true',
};

const agreed =
  OPTIONS['functions-uri'] === `http://${OPTIONS.host}:${OPTIONS.port}/` &&
  OPTIONS.workerId === OPTIONS['functions-worker-id'] &&
  OPTIONS.requestId === OPTIONS['functions-request-id'] &&
  OPTIONS.grpcMaxMessageLength === OPTIONS['functions-grpc-max-message-length'];
say(`started ${BEHAVIOUR}, arguments ${agreed ? 'agree' : 'differ'}`);

let main;
switch (BEHAVIOUR) {
  case 'silent':
    setInterval(() => {}, 1000);
    break;
  case 'stranger':
    open('a worker that nobody started');
    break;
  default:
    main = open(OPTIONS['functions-worker-id'], receive);
}
