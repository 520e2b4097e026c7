using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmartCityPia.Data.Migrations
{
    /// <inheritdoc />
    public partial class Reviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_assessment_versions_assessment_id_number",
                table: "assessment_versions");

            migrationBuilder.AddColumn<bool>(
                name: "data_protection_officer",
                table: "AspNetUsers",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddUniqueConstraint(
                name: "ak_assessment_versions_assessment_id_number",
                table: "assessment_versions",
                columns: new[] { "assessment_id", "number" });

            migrationBuilder.CreateTable(
                name: "comment_threads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    row_id = table.Column<Guid>(type: "uuid", nullable: true),
                    field = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    about = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    resolved_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_comment_threads", x => x.id);
                    table.CheckConstraint("ck_comment_threads_step", "step in ('Screening', 'Service', 'Stakeholders', 'Data', 'Flows', 'Findings', 'Principles', 'Risks', 'Measures', 'Check')");
                    table.ForeignKey(
                        name: "fk_comment_threads_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "delegations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    principal_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    deputy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delegations", x => x.id);
                    table.CheckConstraint("ck_delegations_period", "last_day >= first_day");
                    table.ForeignKey(
                        name: "fk_delegations_asp_net_users_deputy_id",
                        column: x => x.deputy_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_delegations_asp_net_users_principal_id",
                        column: x => x.principal_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reviews",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version_number = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "character varying(22)", maxLength: 22, nullable: false),
                    high_residual_risks = table.Column<int>(type: "integer", nullable: false),
                    opinion_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    consulted = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                    consultation_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    consulted_on = table.Column<DateOnly>(type: "date", nullable: true),
                    consultation_reference = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    advice_on = table.Column<DateOnly>(type: "date", nullable: true),
                    advice = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reviews", x => x.id);
                    table.CheckConstraint("ck_reviews_consulted", "consulted in ('Consulted', 'NotConsulted')");
                    table.CheckConstraint("ck_reviews_state", "state in ('InReview', 'DpoOpinion', 'ChangesRequested', 'Approved', 'ApprovedWithConditions', 'Rejected', 'Superseded', 'Withdrawn')");
                    table.ForeignKey(
                        name: "fk_reviews_assessment_versions_assessment_id_version_number",
                        columns: x => new { x.assessment_id, x.version_number },
                        principalTable: "assessment_versions",
                        principalColumns: new[] { "assessment_id", "number" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reviews_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "comments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    thread_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    mentioned_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_comments", x => x.id);
                    table.ForeignKey(
                        name: "fk_comments_asp_net_users_mentioned_id",
                        column: x => x.mentioned_id,
                        principalTable: "AspNetUsers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_comments_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_comments_comment_threads_thread_id",
                        column: x => x.thread_id,
                        principalTable: "comment_threads",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "review_conditions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    responsible = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_conditions", x => x.id);
                    table.ForeignKey(
                        name: "fk_review_conditions_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_review_conditions_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "review_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_state = table.Column<string>(type: "character varying(22)", maxLength: 22, nullable: true),
                    to_state = table.Column<string>(type: "character varying(22)", maxLength: 22, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    role = table.Column<string>(type: "character varying(21)", maxLength: 21, nullable: false),
                    on_behalf_of_id = table.Column<Guid>(type: "uuid", nullable: true),
                    on_behalf_of = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    opinion = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    statement = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_events", x => x.id);
                    table.CheckConstraint("ck_review_events_from_state", "from_state in ('InReview', 'DpoOpinion', 'ChangesRequested', 'Approved', 'ApprovedWithConditions', 'Rejected', 'Superseded', 'Withdrawn')");
                    table.CheckConstraint("ck_review_events_opinion", "opinion in ('Favourable', 'WithReservations', 'Unfavourable')");
                    table.CheckConstraint("ck_review_events_role", "role in ('Author', 'Reviewer', 'DataProtectionOfficer')");
                    table.CheckConstraint("ck_review_events_signed", "(statement is null) = (sha256 is null)");
                    table.CheckConstraint("ck_review_events_to_state", "to_state in ('InReview', 'DpoOpinion', 'ChangesRequested', 'Approved', 'ApprovedWithConditions', 'Rejected', 'Superseded', 'Withdrawn')");
                    table.ForeignKey(
                        name: "fk_review_events_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_review_events_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "step_verdicts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    verdict = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_step_verdicts", x => x.id);
                    table.CheckConstraint("ck_step_verdicts_step", "step in ('Screening', 'Service', 'Stakeholders', 'Data', 'Flows', 'Findings', 'Principles', 'Risks', 'Measures', 'Check')");
                    table.CheckConstraint("ck_step_verdicts_verdict", "verdict in ('Accepted', 'ToCorrect', 'ToImprove')");
                    table.ForeignKey(
                        name: "fk_step_verdicts_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_step_verdicts_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "condition_closures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    condition_id = table.Column<Guid>(type: "uuid", nullable: false),
                    note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    on_behalf_of = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_condition_closures", x => x.id);
                    table.ForeignKey(
                        name: "fk_condition_closures_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_condition_closures_review_conditions_condition_id",
                        column: x => x.condition_id,
                        principalTable: "review_conditions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_comment_threads_assessment_id_step_row_id",
                table: "comment_threads",
                columns: new[] { "assessment_id", "step", "row_id" });

            migrationBuilder.CreateIndex(
                name: "ix_comments_assessment_id",
                table: "comments",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ix_comments_mentioned_id",
                table: "comments",
                column: "mentioned_id");

            migrationBuilder.CreateIndex(
                name: "ix_comments_thread_id_id",
                table: "comments",
                columns: new[] { "thread_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_condition_closures_assessment_id",
                table: "condition_closures",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ux_condition_closures_condition",
                table: "condition_closures",
                column: "condition_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_delegations_deputy_id_last_day",
                table: "delegations",
                columns: new[] { "deputy_id", "last_day" });

            migrationBuilder.CreateIndex(
                name: "ix_delegations_principal_id",
                table: "delegations",
                column: "principal_id");

            migrationBuilder.CreateIndex(
                name: "ix_review_conditions_assessment_id",
                table: "review_conditions",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ix_review_conditions_due_on_id",
                table: "review_conditions",
                columns: new[] { "due_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_review_conditions_review_id",
                table: "review_conditions",
                column: "review_id");

            migrationBuilder.CreateIndex(
                name: "ix_review_events_assessment_id",
                table: "review_events",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ix_review_events_review_id_at",
                table: "review_events",
                columns: new[] { "review_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_reviews_assessment_id_version_number",
                table: "reviews",
                columns: new[] { "assessment_id", "version_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reviews_state_changed_at",
                table: "reviews",
                columns: new[] { "state", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_step_verdicts_assessment_id",
                table: "step_verdicts",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ux_step_verdicts_step",
                table: "step_verdicts",
                columns: new[] { "review_id", "step" },
                unique: true);

            migrationBuilder.Sql("""
                create function refuse_change_of_review_event() returns trigger language plpgsql as
                $$ begin raise exception 'review events are only ever added' using errcode = 'restrict_violation'; end $$;
                create trigger append_only before update or delete or truncate on review_events
                for each statement execute function refuse_change_of_review_event();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                drop trigger append_only on review_events;
                drop function refuse_change_of_review_event();
                """);

            migrationBuilder.DropTable(
                name: "comments");

            migrationBuilder.DropTable(
                name: "condition_closures");

            migrationBuilder.DropTable(
                name: "delegations");

            migrationBuilder.DropTable(
                name: "review_events");

            migrationBuilder.DropTable(
                name: "step_verdicts");

            migrationBuilder.DropTable(
                name: "comment_threads");

            migrationBuilder.DropTable(
                name: "review_conditions");

            migrationBuilder.DropTable(
                name: "reviews");

            migrationBuilder.DropUniqueConstraint(
                name: "ak_assessment_versions_assessment_id_number",
                table: "assessment_versions");

            migrationBuilder.DropColumn(
                name: "data_protection_officer",
                table: "AspNetUsers");

            migrationBuilder.CreateIndex(
                name: "ix_assessment_versions_assessment_id_number",
                table: "assessment_versions",
                columns: new[] { "assessment_id", "number" },
                unique: true);
        }
    }
}
