using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmartCityPia.Data.Migrations
{
    /// <inheritdoc />
    public partial class Notices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "notice_settings",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reviews = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    comments = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    evidence = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    deadlines = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    digest_hour = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_settings", x => x.person_id);
                    table.CheckConstraint("ck_notice_settings_comments", "comments in ('AtOnce', 'Daily', 'ListOnly')");
                    table.CheckConstraint("ck_notice_settings_deadlines", "deadlines in ('AtOnce', 'Daily', 'ListOnly')");
                    table.CheckConstraint("ck_notice_settings_digest_hour", "digest_hour between 0 and 23");
                    table.CheckConstraint("ck_notice_settings_evidence", "evidence in ('AtOnce', 'Daily', 'ListOnly')");
                    table.CheckConstraint("ck_notice_settings_reviews", "reviews in ('AtOnce', 'Daily', 'ListOnly')");
                    table.ForeignKey(
                        name: "fk_notice_settings_asp_net_users_person_id",
                        column: x => x.person_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(22)", maxLength: 22, nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    reference = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    link = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    mail_due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    digest = table.Column<bool>(type: "boolean", nullable: false),
                    mailed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => x.id);
                    table.CheckConstraint("ck_notices_kind", "kind in ('Submitted', 'ChangesRequested', 'OpinionAsked', 'OpinionGiven', 'Approved', 'ApprovedWithConditions', 'Rejected', 'Withdrawn', 'Judged', 'Delegated', 'DelegationEnded', 'Commented', 'Mentioned', 'ThreadResolved', 'EvidenceAsked', 'EvidenceReminded', 'EvidenceAnswered', 'EvidenceRefused', 'EvidenceWithdrawn', 'ConditionDue', 'ConditionOverdue', 'ConditionMet', 'EvidenceDue', 'EvidenceLate', 'Invited', 'MailWaits')");
                    table.ForeignKey(
                        name: "fk_notices_asp_net_users_person_id",
                        column: x => x.person_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_notices_mail_due",
                table: "notices",
                column: "mail_due",
                filter: "mailed_at is null and mail_due is not null");

            migrationBuilder.CreateIndex(
                name: "ix_notices_person_id_id",
                table: "notices",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_unread",
                table: "notices",
                columns: new[] { "person_id", "id" },
                filter: "read_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_notices_once_per_subject",
                table: "notices",
                columns: new[] { "subject_id", "kind", "person_id" },
                unique: true,
                filter: "kind in ('ConditionDue', 'ConditionOverdue', 'EvidenceDue', 'EvidenceLate', 'MailWaits')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "notice_settings");

            migrationBuilder.DropTable(
                name: "notices");
        }
    }
}
