-- CreateTable
CREATE TABLE "invariant_check" (
    "id" TEXT NOT NULL,
    "says" TEXT NOT NULL,
    "broken_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "checked_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),

    CONSTRAINT "invariant_check_pkey" PRIMARY KEY ("id")
);
