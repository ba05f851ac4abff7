// The words that the server and its clients share. Generated from `campfire-proto` by `make generate`:
// change them there.

/**
 * A person, or a bot.
 */
export type UserId = number;

/**
 * A place to talk: open, closed or direct.
 */
export type RoomId = number;

/**
 * One thing said in a room. Ids grow in the order things were said.
 */
export type MessageId = number;

/**
 * A short reaction to a message.
 */
export type BoostId = number;

/**
 * One device on which somebody is signed in.
 */
export type SessionId = number;

/**
 * A moment in UTC, to the millisecond: `2026-01-31T09:15:00.123Z`.
 */
export type Timestamp = string;

/**
 * The body of every answer that isn't a success.
 */
export type ErrorBody = { error: ErrorDetail, };

/**
 * What went wrong, for a program (`code`, `field`) and for a person (`message`).
 */
export type ErrorDetail = { code: ErrorCode, 
/**
 * A plain sentence that says what to do next.
 */
message: string, 
/**
 * The field that was refused; only with `validation_failed`.
 */
field?: string, };

/**
 * Every reason there is. Clients may rely on these; the sentences may change.
 */
export type ErrorCode = "malformed" | "unauthenticated" | "invalid_credentials" | "forbidden" | "cross_site" | "wrong_join_code" | "not_found" | "method_not_allowed" | "conflict" | "too_large" | "unsupported_media_type" | "validation_failed" | "rate_limited" | "banned" | "internal" | "busy" | "too_many_subscriptions";

/**
 * A person or a bot.
 */
export type User = { id: UserId, name: string, role: Role, status: Status, bio: string, 
/**
 * What stands in the circle until avatars come in 2.0.
 */
initials: string, 
/**
 * The circle's colour; white text is readable on it.
 */
color: string, avatar_url: string | null, created_at: Timestamp, 
/**
 * Only for the person themself and for administrators.
 */
email?: string, };

/**
 * What somebody may do.
 */
export type Role = "member" | "administrator" | "bot";

/**
 * Whether somebody still belongs to the account.
 */
export type Status = "active" | "deactivated" | "banned";

/**
 * A change of one's own profile. What isn't sent stays as it is.
 */
export type ProfileChange = { name: string | null, email: string | null, bio: string | null, 
/**
 * A new password; blank is unchanged. It needs `current_password` and ends other sessions.
 */
password: string | null, current_password: string | null, };

/**
 * What an administrator makes of somebody.
 */
export type RoleChange = { role: Role, };

/**
 * People, by name.
 */
export type Users = { users: Array<User>, };

export type Account = { name: string, 
/**
 * What a join link ends in. Every member may invite; bots don't see it.
 */
join_code?: string, 
/**
 * CSS that administrators add to every page.
 */
custom_styles: string, settings: Settings, logo_url: string | null, features: Features, };

/**
 * The way into the account, to be passed on.
 */
export type JoinLink = { url: string, 
/**
 * The same link as a picture, for a phone's camera.
 */
qr_svg: string, };

export type Settings = { 
/**
 * Only administrators create open and closed rooms.
 */
restrict_room_creation: boolean, };

/**
 * What this server can do, so that clients offer no more.
 */
export type Features = { files_enabled: boolean, avatars_enabled: boolean, opengraph_enabled: boolean, search_enabled: boolean, push_notifications: boolean, bot_integrations: boolean, 
/**
 * In bytes; 0 while files are off.
 */
max_file_size: number, };

export type SetupState = { needs_setup: boolean, };

/**
 * The first run: makes the account, its first administrator and the room "All Talk".
 */
export type NewAccount = { name: string, email: string, password: string, account_name: string | null, };

/**
 * What an administrator changes. What isn't sent stays as it is.
 */
export type AccountChange = { name: string | null, settings: Settings | null, };

export type CustomStyles = { custom_styles: string, };

/**
 * Joining with the account's join link.
 */
export type Registration = { name: string, email: string, password: string, 
/**
 * Case and hyphens don't matter.
 */
join_code: string, };

export type Credentials = { email: string, password: string, };

/**
 * The token of a transfer link: the last part of its address.
 */
export type TransferToken = { token: string, };

/**
 * Signed in: the token goes into `Authorization: Bearer …`; browsers got it as a cookie too.
 */
export type SignedIn = { user: User, token: string, };

/**
 * The first administrator, signed in to the new account.
 */
export type SetUp = { user: User, account: Account, token: string, };

export type WhoAmI = { user: User, account: Account, };

/**
 * One device.
 */
export type Session = { id: SessionId, ip: string | null, user_agent: string | null, created_at: Timestamp, last_active_at: Timestamp, 
/**
 * The one that asks.
 */
current: boolean, };

export type Sessions = { sessions: Array<Session>, };

/**
 * A link that signs the same person in on another device.
 */
export type TransferLink = { url: string, 
/**
 * The same link as a picture, for a phone's camera.
 */
qr_svg: string, expires_at: Timestamp, };

/**
 * A room as one of its members sees it.
 */
export type Room = { id: RoomId, 
/**
 * A direct room is named after the other person.
 */
name: string, room_type: RoomType, creator_id: UserId, last_message_at: Timestamp | null, created_at: Timestamp, updated_at: Timestamp, 
/**
 * The caller's own.
 */
membership: Membership, 
/**
 * Always there in directs; in other rooms when one room is asked for.
 */
members?: Array<User>, };

export type RoomType = "open" | "closed" | "direct";

export type Membership = { involvement: Involvement, unread: boolean, 
/**
 * Messages by others that were not seen; stops at 100.
 */
unread_count: number, unread_mentions: number, last_read_message_id: MessageId | null, };

/**
 * How much of a room somebody wants to hear.
 */
export type Involvement = "invisible" | "nothing" | "mentions" | "everything";

export type NewRoom = { name: string | null, room_type: RoomType | null, 
/**
 * Closed rooms: who is in it besides the creator.
 */
initial_members: Array<UserId>, 
/**
 * Direct rooms: the other person.
 */
user_id: UserId | null, };

/**
 * What isn't sent stays as it is.
 */
export type RoomChange = { name: string | null, room_type: RoomType | null, 
/**
 * Closed rooms: exactly these people, from now on.
 */
member_ids: Array<UserId> | null, };

export type Rooms = { rooms: Array<Room>, };

/**
 * Who is in a room.
 */
export type Memberships = { memberships: Array<RoomMember>, };

export type RoomMember = { user: User, created_at: Timestamp, };

export type NewMembers = { user_ids: Array<UserId>, };

export type InvolvementChange = { involvement: Involvement, };

export type ReadUpTo = { 
/**
 * Without it: all there is.
 */
last_read_message_id: MessageId | null, };

/**
 * A sound as clients hear of it, in a message and in the list of all of them.
 */
export type Sound = { name: string, 
/**
 * The MP3, relative to the server.
 */
url: string, 
/**
 * What to write after the sender's name; never empty.
 */
text: string, 
/**
 * A picture to show instead of the text, relative to the server.
 */
image_url: string | null, };

export type Sounds = { sounds: Array<Sound>, };

export type Message = { id: MessageId, client_message_id: string, room_id: RoomId, creator_id: UserId, creator: User, 
/**
 * What a person reads, without any markup.
 */
content: string, 
/**
 * The same, safe to show: only the documented tags and attributes.
 */
html: string, 
/**
 * Members of the room whom it names.
 */
mentions: Array<UserId>, 
/**
 * Nothing but emoji and white space.
 */
emoji_only: boolean, 
/**
 * Set when it is exactly `/play NAME` with a known name.
 */
sound: Sound | null, links: Array<Link>, 
/**
 * Files come in 2.0.
 */
attachment: Attachment | null, boosts: Array<Boost>, created_at: Timestamp, updated_at: Timestamp, edited: boolean, 
/**
 * As its author sent it; only with `?source=true`, for those who may edit it.
 */
source?: string, source_type?: ContentType, };

export type Link = { url: string, 
/**
 * Previews come in 2.0.
 */
preview: Preview | null, };

export type Preview = { title: string, description: string, image_url: string | null, };

export type Attachment = { filename: string, content_type: string, byte_size: number, url: string, };

/**
 * A short reaction; people may give several, and the same one twice.
 */
export type Boost = { id: BoostId, message_id: MessageId, booster_id: UserId, booster: User, content: string, created_at: Timestamp, };

/**
 * How the text of a new message is to be read.
 */
export type ContentType = "text/plain" | "text/html" | "text/markdown";

export type NewMessage = { content: string, content_type: ContentType, 
/**
 * The same in every retry, so that a message sent twice exists once.
 */
client_message_id: string | null, };

export type MessageChange = { content: string, content_type: ContentType, };

/**
 * A stretch of a room, in the order things were said.
 */
export type MessagePage = { messages: Array<Message>, has_more_before: boolean, has_more_after: boolean, };

export type NewBoost = { content: string, };

export type SearchResult = { message: Message, room: Room, 
/**
 * The words around the hit, as safe HTML; hits stand in `<mark>`.
 */
snippet: string, };

export type SearchPage = { results: Array<SearchResult>, 
/**
 * Goes back as `before` for the next page; absent on the last one.
 */
next: string | null, };

export type SearchSort = "relevant" | "recent";

export type RecentSearch = { query: string, created_at: Timestamp, };

export type RecentSearches = { searches: Array<RecentSearch>, };

export type Bot = { id: UserId, name: string, webhook_url: string | null, user: User, calls: BotCalls, };

/**
 * How a bot's webhook took what it was told, since the server started.
 */
export type BotCalls = { 
/**
 * Messages that it was told of, whatever came of it.
 */
made: number, 
/**
 * Those of them that went wrong.
 */
failed: number, last_failure: CallFailure | null, };

/**
 * What went wrong when a bot was told of a message.
 */
export type CallFailure = { 
/**
 * What to tell whoever looks after the bot.
 */
message: string, at: Timestamp, };

/**
 * A bot with its key, shown when it is made or reset and never again.
 */
export type BotWithKey = { bot: Bot, key: string, };

export type Bots = { bots: Array<Bot>, };

export type NewBot = { name: string, webhook_url: string | null, };

/**
 * What isn't sent stays as it is; a blank address removes the webhook.
 */
export type BotChange = { name: string | null, webhook_url: string | null, };

/**
 * A message as bots read it under `/rooms/…`.
 */
export type BotMessage = { id: MessageId, created_at: Timestamp, body: BotMessageBody, creator: BotPerson, room: BotRoom, 
/**
 * Where people read it.
 */
url: string, };

export type BotMessageBody = { plain_text: string, html: string, };

/**
 * A boost as bots read it under `/rooms/…`.
 */
export type BotBoost = { id: BoostId, content: string, created_at: Timestamp, booster: BotPerson, message: BoostedMessage, };

export type BotPerson = { id: UserId, name: string, role: Role, avatar_url: string | null, };

export type BotRoom = { id: RoomId, };

export type BoostedMessage = { id: MessageId, url: string, };

/**
 * What a bot's webhook is told about one message.
 */
export type WebhookPayload = { user: WebhookUser, room: WebhookRoom, message: WebhookMessage, };

export type WebhookUser = { id: UserId, name: string, };

export type WebhookRoom = { id: RoomId, 
/**
 * None for a direct room.
 */
name: string | null, 
/**
 * Where the bot posts its answer; holds its key.
 */
path: string, };

export type WebhookMessage = { id: MessageId, body: WebhookBody, path: string, };

export type WebhookBody = { html: string, 
/**
 * Without the bot's own mention.
 */
plain: string, };

export type PublicKey = { public_key: string, };

/**
 * The browser's own `PushSubscription`, as it serialises itself.
 */
export type NewPushSubscription = { endpoint: string, keys: PushKeys, };

export type PushKeys = { p256dh: string, auth: string, };

export type PushSubscription = { endpoint: string, user_agent: string | null, created_at: Timestamp, 
/**
 * What came of the last push, since the server started.
 */
last_result: PushResult | null, };

export type PushSubscriptions = { subscriptions: Array<PushSubscription>, };

export type PushEndpoint = { endpoint: string, };

/**
 * What came of a push.
 */
export type PushResult = { status: PushStatus, 
/**
 * What to tell the person about it; none when all went well.
 */
message: string | null, at: Timestamp, };

export type PushStatus = "delivered" | "gone" | "refused" | "failed";

/**
 * Which devices to try; none are all of the caller's.
 */
export type PushTest = { endpoint: string | null, };

export type PushTestResults = { results: Array<PushTestResult>, };

export type PushTestResult = { endpoint: string, status: PushStatus, message: string | null, };

/**
 * What the service worker's `push` event holds.
 */
export type PushPayload = { 
/**
 * The room's name; in a direct, who wrote.
 */
title: string, body: string, 
/**
 * Where a click leads, on this site.
 */
path: string, 
/**
 * Rooms in which something is unread.
 */
badge: number, 
/**
 * One for each room: a newer one takes the place of the older.
 */
tag: string, };

/**
 * Client → server.
 */
export type ClientFrame = { "type": "authenticate", session_token: string, } | { "type": "subscribe", room_id: RoomId, last_seen_message_id?: MessageId, } | { "type": "reconnect", room_id: RoomId, last_seen_message_id?: MessageId, session_token?: string, } | { "type": "unsubscribe", room_id: RoomId, } | { "type": "presence", room_id: RoomId, state: PresenceState, } | { "type": "typing", room_id: RoomId, state: TypingState, } | { "type": "ping", id: number, };

export type PresenceState = "present" | "absent" | "refresh";

export type TypingState = "start" | "stop";

/**
 * Server → client.
 */
export type ServerFrame = { "type": "authenticated", user: User, server_version: string, } | { "type": "subscribed", room_id: RoomId, last_message_id: MessageId | null, resync: boolean, } | { "type": "unsubscribed", room_id: RoomId, } | { "type": "pong", id: number, } | { "type": "error", code: ErrorCode, message: string, room_id?: RoomId, } | { "type": "message_created", message: Message, } | { "type": "message_updated", message: Message, } | { "type": "message_deleted", room_id: RoomId, message_id: MessageId, } | { "type": "boost_created", room_id: RoomId, boost: Boost, } | { "type": "boost_deleted", room_id: RoomId, message_id: MessageId, boost_id: BoostId, } | { "type": "typing", room_id: RoomId, user: Typist, state: TypingState, } | { "type": "presence", user_id: UserId, online: boolean, } | { "type": "presence_snapshot", online: Array<UserId>, } | { "type": "unread", room_id: RoomId, unread_count: number, unread_mentions: number, } | { "type": "read", room_id: RoomId, } | { "type": "room_added", room: Room, } | { "type": "room_updated", room: Room, } | { "type": "room_removed", room_id: RoomId, reason: RemovedReason, } | { "type": "membership_updated", room_id: RoomId, membership: Membership, } | { "type": "user_updated", user: User, } | { "type": "account_updated", account: Account, } | { "type": "session_ended", reason: string, };

export type Typist = { id: UserId, name: string, };

export type RemovedReason = "removed" | "deleted" | "left";
