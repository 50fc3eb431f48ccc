-- By hand: nothing ever wrote into this table.
DELETE FROM "conversation";

-- AlterTable
ALTER TABLE "conversation" DROP COLUMN "body",
DROP COLUMN "title",
ADD COLUMN     "sealed_body" TEXT NOT NULL,
ADD COLUMN     "sealed_title" TEXT NOT NULL;

-- CreateTable
CREATE TABLE "conversation_keeping" (
    "user_id" UUID NOT NULL,
    "chosen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conversation_keeping_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "conversation_updated_at_idx" ON "conversation"("updated_at");

-- AddForeignKey
ALTER TABLE "conversation_keeping" ADD CONSTRAINT "conversation_keeping_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Prisma cannot say. The old bound went with the column that it spoke of.
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_is_bounded" CHECK ("size_bytes" >= 0);
