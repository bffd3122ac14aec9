// Written by `npm run types` from the backend's OpenAPI: do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * ChatRequest
         * @description A visitor's message.
         */
        ChatRequest: {
            /**
             * Message
             * @example What are you working on at the moment?
             */
            message: string;
            /**
             * Session Id
             * @description Leave out to start a conversation.
             */
            session_id?: string | null;
            /**
             * User Message Id
             * @description Chosen by the client. The same id again is the same turn, answered once.
             */
            user_message_id?: string | null;
            /**
             * Replaces
             * @description An earlier user message: it and all after it are superseded.
             */
            replaces?: string | null;
        };
        /**
         * ChatResponse
         * @description A whole answer.
         */
        ChatResponse: {
            /**
             * Response
             * @example I play chess badly and often.
             */
            response: string;
            /**
             * Session Id
             * @example 3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11
             */
            session_id: string;
            /**
             * User Message Id
             * @example 3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11
             */
            user_message_id: string;
            /**
             * Message Id
             * @example 3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11
             */
            message_id: string;
            /** Sources */
            sources: components["schemas"]["Source"][];
            /**
             * Finish
             * @enum {string}
             */
            finish: "complete" | "length" | "timeout" | "stopped" | "filtered" | "error";
        };
        /**
         * Conversation
         * @description What is shown of a conversation: superseded messages are left out.
         */
        Conversation: {
            /**
             * Session Id
             * @example 3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11
             */
            session_id: string;
            /** Messages */
            messages: components["schemas"]["Message"][];
        };
        /**
         * ErrorBody
         * @description Every error of this API.
         */
        ErrorBody: {
            /**
             * Detail
             * @description A sentence that a visitor may read.
             * @example I took too long to answer. Please try again.
             */
            detail: string;
            /**
             * Code
             * @description Stable; for programs.
             * @example model_timeout
             */
            code: string;
            /**
             * Retry After
             * @description Seconds to wait.
             * @example 10
             */
            retry_after?: number | null;
        };
        /**
         * Feedback
         * @description A visitor's opinion of one answer, as it is stored.
         */
        Feedback: {
            /**
             * Value
             * @enum {string}
             */
            value: "up" | "down";
            /**
             * Comment
             * @default
             * @example Just what I wanted to know.
             */
            comment: string;
            /**
             * Timestamp
             * @example 2026-11-23T10:00:00.000+00:00
             */
            timestamp: string;
        };
        /**
         * FeedbackRequest
         * @description A visitor's opinion of one answer; `none` takes it back.
         */
        FeedbackRequest: {
            /**
             * Session Id
             * Format: uuid
             * @example 3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11
             */
            session_id: string;
            /**
             * Message Id
             * Format: uuid
             * @example 3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11
             */
            message_id: string;
            /**
             * Value
             * @enum {string}
             */
            value: "up" | "down" | "none";
            /**
             * Comment
             * @default
             * @example Just what I wanted to know.
             */
            comment: string;
        };
        /**
         * Health
         * @description That the process answers; nothing behind it is asked.
         */
        Health: {
            /**
             * Status
             * @constant
             */
            status: "healthy";
            /** Use S3 */
            use_s3: boolean;
            /**
             * Ai Provider
             * @example bedrock
             */
            ai_provider: string;
            /**
             * Ai Model
             * @example eu.amazon.nova-lite-v1:0
             */
            ai_model: string;
        };
        /**
         * Message
         * @description One stored message. Files of the course project hold only the first three fields.
         */
        Message: {
            /**
             * Role
             * @enum {string}
             */
            role: "user" | "assistant";
            /**
             * Content
             * @example I play chess badly and often.
             */
            content: string;
            /**
             * Timestamp
             * @description ISO 8601, UTC; older files hold a local time.
             * @default
             * @example 2026-11-23T10:00:00.000+00:00
             */
            timestamp: string;
            /**
             * Id
             * @description A UUID; made from its place where the file has none.
             * @default
             * @example 3f0e6a5c-8b1d-4a53-9a55-0c9f6f3d2b11
             */
            id: string;
            /**
             * Reply To
             * @description The user message that this one answers.
             */
            reply_to?: string | null;
            /** Sources */
            sources?: components["schemas"]["Source"][] | null;
            /**
             * Finish
             * @description How an answer ended; `error` on a question whose answer failed.
             */
            finish?: ("complete" | "length" | "timeout" | "stopped" | "filtered" | "error") | null;
            feedback?: components["schemas"]["Feedback"] | null;
            /**
             * Superseded
             * @description Replaced by an edit or a new answer.
             */
            superseded?: boolean | null;
            /**
             * Superseded By
             * @description The question that replaced it, which may still fail.
             */
            superseded_by?: string | null;
            /**
             * Answer Id
             * @description On a question: the id its answer will have.
             */
            answer_id?: string | null;
            /**
             * Pending Until
             * @description On a question: while it is being answered, until when at the most.
             */
            pending_until?: string | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * Source
         * @description A sentence of the owner's files that an answer rests on.
         */
        Source: {
            /**
             * Id
             * @description The section's id.
             * @example facts.skills
             */
            id: string;
            /**
             * Title
             * @example Skills
             */
            title: string;
            /**
             * File
             * @example facts.json
             */
            file: string;
            /**
             * Quote
             * @description The sentence, as the file has it.
             * @example I play chess badly and often.
             */
            quote: string;
        };
        /**
         * Status
         * @description What runs behind this address.
         */
        Status: {
            /**
             * Message
             * @example This is the API of a digital twin.
             */
            message: string;
            /** Memory Enabled */
            memory_enabled: boolean;
            /**
             * Storage
             * @enum {string}
             */
            storage: "local" | "S3";
            /**
             * Ai Provider
             * @example bedrock
             */
            ai_provider: string;
            /**
             * Ai Model
             * @example eu.amazon.nova-lite-v1:0
             */
            ai_model: string;
        };
        /**
         * TwinLink
         * @description A link of the first view.
         */
        TwinLink: {
            /**
             * Label
             * @example LinkedIn
             */
            label: string;
            /**
             * Url
             * @example https://www.linkedin.com/in/maren-okoye
             */
            url: string;
        };
        /**
         * TwinProfile
         * @description What the page shows before the first message.
         */
        TwinProfile: {
            /**
             * Name
             * @example Maren Okoye
             */
            name: string;
            /**
             * Title
             * @example Staff Engineer at Fathomline
             */
            title: string;
            /**
             * Greeting
             * @example Hello, I am Maren's digital twin.
             */
            greeting: string;
            /**
             * Suggestions
             * @example [
             *       "What are you working on at the moment?"
             *     ]
             */
            suggestions: string[];
            /** Links */
            links: components["schemas"]["TwinLink"][];
            /**
             * Disclosure
             * @example You are talking to an AI, not to Maren in person.
             */
            disclosure: string;
            /** Offline */
            offline: boolean;
            /**
             * Is Template
             * @description It is the fictional person of the templates.
             * @default false
             */
            is_template: boolean;
            /**
             * Picture
             * @description Where the owner's picture is, relative to this document's own address.
             * @example twin/picture
             */
            picture?: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type ChatRequest = components['schemas']['ChatRequest'];
export type ChatResponse = components['schemas']['ChatResponse'];
export type Conversation = components['schemas']['Conversation'];
export type ErrorBody = components['schemas']['ErrorBody'];
export type Feedback = components['schemas']['Feedback'];
export type FeedbackRequest = components['schemas']['FeedbackRequest'];
export type Health = components['schemas']['Health'];
export type Message = components['schemas']['Message'];
export type Source = components['schemas']['Source'];
export type Status = components['schemas']['Status'];
export type TwinLink = components['schemas']['TwinLink'];
export type TwinProfile = components['schemas']['TwinProfile'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
