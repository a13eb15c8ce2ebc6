// fan_client: opens many WebSocket connections to a server on the loopback address and drains what it broadcasts.
//
//   fan_client PORT PATH CLIENTS SECONDS SERVER_PID IN_FLIGHT MUTE [header-line ...]
//
// At most IN_FLIGHT handshakes are under way at once; a client that is refused with Retry-After comes again then. The
// first MUTE clients never read. When all are open, three seconds have passed and nothing has come for a while, the
// window begins; it ends after SECONDS at the next such pause, so that every broadcast is wholly inside or outside.
// Prints one line of JSON:
//   opened, failed, closed      connections; waiting: neither opened nor failed when the time was over
//   refused         answers that named a time to come again, and cameAgain: clients that got one and were let in later
//   failures        failed connections by reason: the error's name, ENDED (without an answer) or the answer's status
//   openMs          from the first connect to the last handshake
//   openCpuMs       time the server's process ran on a processor for that
//   firstMs         from a client's first connect to its first message
//   messages, bytes             received in the window
//   missed          numbers that a client did not get, where messages begin like a patch of marketpulse.v1
//   spreadMs        of one broadcast: from the first client's receipt to each other one's
//   cpuMs           time the server's process ran on a processor in the window
//   emptyKb, fullKb the server's resident memory before the first connect and at the end of the window
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { IDLE, CONNECTING, HANDSHAKE, OPEN, GONE };
enum { MAX_BROADCASTS = 4096, PAUSE_MS = 200, SETTLE_MS = 3000, OVERTIME_MS = 5000, GIVE_UP_MS = 180000, CLIENTS_PER_ADDRESS = 20000 };

typedef struct {
  int fd, state, mute;
  double dialled, retryAt;
  int refused;                // how many times
  char head[1024];            // of the answer, as far as it has come
  int headLength;
  uint8_t frameHead[10];      // of the frame that is being read
  int frameHeadLength, opcode, final;
  uint64_t unread;            // bytes of its payload
  char text[48];              // how the message begins
  int textLength;
  uint64_t number;            // of the last patch
  uint64_t received;          // messages in the window
} Client;

typedef struct { double *values; size_t count, capacity; } Samples;

static Client *clients;
static int count, epoll, port, inFlight, opened, failed, refused, cameAgain, closed;
static struct { char reason[24]; int count; } failures[32];
static char request[4096];
static int requestLength;
static double firstAt[MAX_BROADCASTS], lastMessage, windowStart;
static uint64_t messages, bytes, missed;
static Samples spread, firsts;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void add(Samples *samples, double value) {
  if (samples->count == samples->capacity) {
    samples->capacity = samples->capacity ? 2 * samples->capacity : 65536;
    samples->values = realloc(samples->values, samples->capacity * sizeof(double));
  }
  samples->values[samples->count++] = value;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void printQuantiles(const char *name, Samples *samples) {
  qsort(samples->values, samples->count, sizeof(double), ascending);
  if (!samples->count) { printf(",\"%s\":null", name); return; }
  printf(",\"%s\":{\"p50\":%.1f,\"p99\":%.1f,\"max\":%.1f}", name, samples->values[samples->count / 2],
         samples->values[(size_t)(samples->count * .99)], samples->values[samples->count - 1]);
}

static void printFailures(void) {
  printf(",\"failures\":{");
  for (size_t i = 0; i < sizeof failures / sizeof *failures && failures[i].count; i++) {
    printf("%s\"%s\":%d", i ? "," : "", failures[i].reason, failures[i].count);
  }
  printf("}");
}

// Milliseconds that all threads of a process have run; exact to the nanosecond, where `stat` counts hundredths of seconds.
static double cpuMs(int pid) {
  char path[300];
  snprintf(path, sizeof path, "/proc/%d/task", pid);
  DIR *tasks = opendir(path);
  double sum = 0;
  if (!tasks) return -1;
  for (struct dirent *task; (task = readdir(tasks));) {
    snprintf(path, sizeof path, "/proc/%d/task/%s/schedstat", pid, task->d_name);
    FILE *file = fopen(path, "r");
    unsigned long long ns;
    if (!file) continue;
    if (fscanf(file, "%llu", &ns) == 1) sum += ns / 1e6;
    fclose(file);
  }
  closedir(tasks);
  return sum;
}

static long residentKb(int pid) {
  char path[64], line[256];
  long kb = -1;
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *file = fopen(path, "r");
  if (!file) return -1;
  while (fgets(line, sizeof line, file)) if (sscanf(line, "VmRSS: %ld", &kb) == 1) break;
  fclose(file);
  return kb;
}

static void hangUp(Client *client, int *counter) {
  if (client->state == CONNECTING || client->state == HANDSHAKE) inFlight--;
  (*counter)++;
  close(client->fd);
  client->state = GONE;
}

// Reasons beyond the last place are counted together with it.
static void fail(Client *client, const char *reason) {
  int place = 0, last = sizeof failures / sizeof *failures - 1;
  while (place < last && failures[place].count && strcmp(failures[place].reason, reason)) place++;
  if (!failures[place].count) snprintf(failures[place].reason, sizeof failures[place].reason, "%s", reason);
  failures[place].count++;
  hangUp(client, &failed);
}

static void dial(Client *client) {
  int index = client - clients;
  struct sockaddr_in source = {.sin_family = AF_INET}, target = {.sin_family = AF_INET, .sin_port = htons(port)};
  source.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + index / CLIENTS_PER_ADDRESS);
  target.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  client->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (client->fd < 0) { perror("socket"); exit(1); }
  if (client->mute) { int small = 4096; setsockopt(client->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small); }
  // A port that is free towards this server will do: those of refused connections and of earlier runs are not, for a minute.
  int late = 1;
  setsockopt(client->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &late, sizeof late);
  if (!client->dialled) client->dialled = now();
  client->state = CONNECTING;
  client->headLength = 0;
  inFlight++;
  int wrong = bind(client->fd, (void *)&source, sizeof source) || connect(client->fd, (void *)&target, sizeof target);
  if (wrong && errno != EINPROGRESS) { fail(client, strerrorname_np(errno)); return; }
  struct epoll_event event = {.events = EPOLLOUT, .data.ptr = client};
  epoll_ctl(epoll, EPOLL_CTL_ADD, client->fd, &event);
}

static void checkNumber(Client *client) {
  unsigned long number;
  client->text[client->textLength] = 0;
  if (sscanf(client->text, "{\"type\":\"patch\",\"seq\":%lu,", &number) == 1) {
    if (client->number) missed += number - client->number - 1;
    client->number = number;
  } else if (sscanf(client->text, "{\"type\":\"initial\",\"seq\":%lu,", &number) == 1) {
    client->number = number;
  }
}

static void onMessage(Client *client, double at) {
  checkNumber(client);
  lastMessage = at;
  if (!client->received && !windowStart) { add(&firsts, at - client->dialled); client->received = 1; }
  if (!windowStart) return;
  uint64_t broadcast = client->received++;
  messages++;
  if (broadcast >= MAX_BROADCASTS) return;
  if (!firstAt[broadcast]) firstAt[broadcast] = at;
  add(&spread, at - firstAt[broadcast]);
}

static void onFrames(Client *client, uint8_t *data, size_t length, double at) {
  if (windowStart) bytes += length;
  while (length) {
    if (client->unread) {
      uint64_t part = length < client->unread ? length : client->unread;
      for (uint64_t i = 0; i < part && client->textLength < (int)sizeof client->text - 1; i++) client->text[client->textLength++] = data[i];
      client->unread -= part; data += part; length -= part;
      if (!client->unread && client->final && client->opcode <= 2) onMessage(client, at);
      continue;
    }
    client->frameHead[client->frameHeadLength++] = *data++; length--;
    if (client->frameHeadLength < 2) continue;
    int size = client->frameHead[1] & 127, wanted = size == 127 ? 10 : size == 126 ? 4 : 2;
    if (client->frameHeadLength < wanted) continue;
    client->unread = size < 126 ? size : 0;
    for (int i = 2; i < wanted; i++) client->unread = client->unread << 8 | client->frameHead[i];
    client->final = client->frameHead[0] >> 7;
    client->opcode = client->frameHead[0] & 15;
    client->frameHeadLength = client->textLength = 0;
    if (client->opcode == 8) { hangUp(client, &closed); return; }
    if (client->opcode == 9 && write(client->fd, "\x8a\x80\0\0\0\0", 6) < 0) perror("pong");
  }
}

// The answer's head, and what came with it.
static void onAnswer(Client *client, uint8_t *data, size_t length, double at) {
  size_t part = sizeof client->head - 1 - client->headLength;
  if (part > length) part = length;
  memcpy(client->head + client->headLength, data, part);
  client->headLength += part;
  client->head[client->headLength] = 0;
  char *end = strstr(client->head, "\r\n\r\n");
  if (!end) return;
  size_t used = part - (client->headLength - (end + 4 - client->head));
  if (!memcmp(client->head, "HTTP/1.1 101", 12)) {
    client->state = OPEN; inFlight--; opened++;
    if (client->refused) cameAgain++;
    struct epoll_event event = {.events = 0, .data.ptr = client};
    if (client->mute) epoll_ctl(epoll, EPOLL_CTL_MOD, client->fd, &event);
    else if (length > used) onFrames(client, data + used, length - used, at);
    return;
  }
  char *retry = strcasestr(client->head, "\r\nretry-after:");
  if (!retry) { client->head[strcspn(client->head, "\r\"\\")] = 0; fail(client, client->head); return; }
  hangUp(client, &refused);
  client->refused++;
  client->state = IDLE;
  client->retryAt = at + 1e3 * (atoi(retry + 14) + (rand() % 1000) / 1e3);
}

static void onReadable(Client *client, double at) {
  static uint8_t buffer[1 << 16];
  ssize_t length = read(client->fd, buffer, sizeof buffer);
  if (length < 0 && errno == EAGAIN) return;
  if (length <= 0 && client->state == OPEN) hangUp(client, &closed);
  else if (length <= 0) fail(client, length ? strerrorname_np(errno) : "ENDED");
  else if (client->state == OPEN) onFrames(client, buffer, length, at);
  else onAnswer(client, buffer, length, at);
}

static void onWritable(Client *client) {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(client->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (!error && write(client->fd, request, requestLength) < 0) error = errno;
  if (error) { fail(client, strerrorname_np(error)); return; }
  client->state = HANDSHAKE;
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
  epoll_ctl(epoll, EPOLL_CTL_MOD, client->fd, &event);
}

static void serveEvents(int timeout) {
  static struct epoll_event events[1024];
  int ready = epoll_wait(epoll, events, 1024, timeout);
  double at = now();
  for (int i = 0; i < ready; i++) {
    Client *client = events[i].data.ptr;
    if (client->state == CONNECTING) onWritable(client);
    else if (client->state == HANDSHAKE || client->state == OPEN) onReadable(client, at);
  }
}

static void dialWaiting(int most) {
  for (int i = 0; i < count && inFlight < most; i++) {
    if (clients[i].state == IDLE && clients[i].retryAt <= now()) dial(&clients[i]);
  }
}

static void untilPause(double deadline) {
  while (now() - lastMessage < PAUSE_MS && now() < deadline) serveEvents(20);
}

int main(int argc, char **argv) {
  if (argc < 8) { fprintf(stderr, "usage: fan_client PORT PATH CLIENTS SECONDS SERVER_PID IN_FLIGHT MUTE [header ...]\n"); return 2; }
  port = atoi(argv[1]); count = atoi(argv[3]);
  double seconds = atof(argv[4]);
  int server = atoi(argv[5]), most = atoi(argv[6]), mute = atoi(argv[7]);
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit); limit.rlim_cur = limit.rlim_max; setrlimit(RLIMIT_NOFILE, &limit);
  requestLength = snprintf(request, sizeof request,
    "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n", argv[2], port);
  for (int i = 8; i < argc; i++) requestLength += snprintf(request + requestLength, sizeof request - requestLength, "%s\r\n", argv[i]);
  requestLength += snprintf(request + requestLength, sizeof request - requestLength, "\r\n");

  signal(SIGPIPE, SIG_IGN);
  clients = calloc(count, sizeof *clients);
  for (int i = 0; i < mute; i++) clients[i].mute = 1;
  epoll = epoll_create1(0);
  long emptyKb = residentKb(server);
  double start = now(), openCpu = cpuMs(server);
  while (opened + failed < count && now() - start < GIVE_UP_MS) { dialWaiting(most); serveEvents(20); }
  double openMs = now() - start;
  int waiting = count - opened - failed;
  openCpu = cpuMs(server) - openCpu;
  // What opening leaves to be collected is not what a message costs.
  for (double from = now(); now() - from < SETTLE_MS;) serveEvents(20);
  untilPause(now() + OVERTIME_MS);
  for (int i = 0; i < count; i++) clients[i].received = 0;
  double cpu = cpuMs(server);
  windowStart = now();
  while (now() - windowStart < seconds * 1e3) serveEvents(20);
  untilPause(now() + OVERTIME_MS);
  cpu = cpuMs(server) - cpu;

  printf("{\"clients\":%d,\"opened\":%d,\"waiting\":%d,\"refused\":%d,\"cameAgain\":%d,\"failed\":%d,\"closed\":%d", count, opened, waiting, refused, cameAgain, failed, closed);
  printFailures();
  printf(",\"openMs\":%.0f,\"openCpuMs\":%.0f", openMs, openCpu);
  printQuantiles("firstMs", &firsts);
  printf(",\"messages\":%lu,\"bytes\":%lu,\"missed\":%lu", messages, bytes, missed);
  printQuantiles("spreadMs", &spread);
  printf(",\"cpuMs\":%.1f,\"emptyKb\":%ld,\"fullKb\":%ld}\n", cpu, emptyKb, residentKb(server));
}
