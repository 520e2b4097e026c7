using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SmartCityPia.Data.Migrations
{
    /// <inheritdoc />
    public partial class Vendor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_notices_once_per_subject",
                table: "notices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_notices_kind",
                table: "notices");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "assessments",
                type: "character varying(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "Assessment");

            migrationBuilder.AddColumn<Guid>(
                name: "vendor_id",
                table: "assessments",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "description_remarks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    step = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    row_id = table.Column<Guid>(type: "uuid", nullable: true),
                    about = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    asked_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    answer = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_description_remarks", x => x.id);
                    table.CheckConstraint("ck_description_remarks_kind", "kind in ('Question', 'ToCorrect')");
                    table.CheckConstraint("ck_description_remarks_step", "step in ('Screening', 'Service', 'Stakeholders', 'Data', 'Flows', 'Findings', 'Principles', 'Risks', 'Measures', 'Check')");
                    table.ForeignKey(
                        name: "fk_description_remarks_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "description_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    target_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    message = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    shared = table.Column<bool>(type: "boolean", nullable: false),
                    asked_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_description_requests", x => x.id);
                    table.CheckConstraint("ck_description_requests_state", "state in ('Asked', 'Draft', 'Submitted', 'Returned', 'Accepted', 'Withdrawn')");
                    table.ForeignKey(
                        name: "fk_description_requests_assessments_assessment_id",
                        column: x => x.assessment_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_description_requests_assessments_target_id",
                        column: x => x.target_id,
                        principalTable: "assessments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ux_notices_once_per_subject",
                table: "notices",
                columns: new[] { "subject_id", "kind", "person_id" },
                unique: true,
                filter: "kind in ('DueAgain', 'ConditionDue', 'ConditionOverdue', 'EvidenceDue', 'EvidenceLate', 'DescriptionDue', 'DescriptionLate', 'MailWaits')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_notices_kind",
                table: "notices",
                sql: "kind in ('Submitted', 'ChangesRequested', 'OpinionAsked', 'OpinionGiven', 'Approved', 'ApprovedWithConditions', 'Rejected', 'Withdrawn', 'Judged', 'IncidentRecorded', 'DueAgain', 'Delegated', 'DelegationEnded', 'Commented', 'Mentioned', 'ThreadResolved', 'EvidenceAsked', 'EvidenceReminded', 'EvidenceAnswered', 'EvidenceRefused', 'EvidenceWithdrawn', 'DescriptionAsked', 'DescriptionSubmitted', 'DescriptionReturned', 'DescriptionAccepted', 'DescriptionWithdrawn', 'ConditionDue', 'ConditionOverdue', 'ConditionMet', 'EvidenceDue', 'EvidenceLate', 'DescriptionDue', 'DescriptionLate', 'Invited', 'MailWaits')");

            migrationBuilder.CreateIndex(
                name: "ix_assessments_vendor_id",
                table: "assessments",
                column: "vendor_id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_assessments_kind",
                table: "assessments",
                sql: "kind in ('Assessment', 'Submission')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_assessments_vendor",
                table: "assessments",
                sql: "(kind = 'Submission') = (vendor_id is not null)");

            migrationBuilder.CreateIndex(
                name: "ix_description_remarks_assessment_id",
                table: "description_remarks",
                column: "assessment_id");

            migrationBuilder.CreateIndex(
                name: "ix_description_requests_assessment_id",
                table: "description_requests",
                column: "assessment_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_description_requests_target_id",
                table: "description_requests",
                column: "target_id");

            migrationBuilder.AddForeignKey(
                name: "fk_assessments_organisations_vendor_id",
                table: "assessments",
                column: "vendor_id",
                principalTable: "organisations",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_assessments_organisations_vendor_id",
                table: "assessments");

            migrationBuilder.DropTable(
                name: "description_remarks");

            migrationBuilder.DropTable(
                name: "description_requests");

            migrationBuilder.DropIndex(
                name: "ux_notices_once_per_subject",
                table: "notices");

            migrationBuilder.DropCheckConstraint(
                name: "ck_notices_kind",
                table: "notices");

            migrationBuilder.DropIndex(
                name: "ix_assessments_vendor_id",
                table: "assessments");

            migrationBuilder.DropCheckConstraint(
                name: "ck_assessments_kind",
                table: "assessments");

            migrationBuilder.DropCheckConstraint(
                name: "ck_assessments_vendor",
                table: "assessments");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "assessments");

            migrationBuilder.DropColumn(
                name: "vendor_id",
                table: "assessments");

            migrationBuilder.CreateIndex(
                name: "ux_notices_once_per_subject",
                table: "notices",
                columns: new[] { "subject_id", "kind", "person_id" },
                unique: true,
                filter: "kind in ('ConditionDue', 'ConditionOverdue', 'EvidenceDue', 'EvidenceLate', 'MailWaits')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_notices_kind",
                table: "notices",
                sql: "kind in ('Submitted', 'ChangesRequested', 'OpinionAsked', 'OpinionGiven', 'Approved', 'ApprovedWithConditions', 'Rejected', 'Withdrawn', 'Judged', 'Delegated', 'DelegationEnded', 'Commented', 'Mentioned', 'ThreadResolved', 'EvidenceAsked', 'EvidenceReminded', 'EvidenceAnswered', 'EvidenceRefused', 'EvidenceWithdrawn', 'ConditionDue', 'ConditionOverdue', 'ConditionMet', 'EvidenceDue', 'EvidenceLate', 'Invited', 'MailWaits')");
        }
    }
}
