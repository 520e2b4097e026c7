using System.Collections.Generic;
using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace SmartCityPia.Data.Migrations;

/// <summary>Everything up to the first release.</summary>
[DbContext(typeof(PiaDbContext))]
[Migration("20261129080604_Initial")]
public sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "AspNetRoles",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                normalized_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                concurrency_stamp = table.Column<string>(type: "text", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_roles", x => x.id);
            });

        migrationBuilder.CreateTable(
            name: "audit_events",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                account_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                verb = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                subject = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                before = table.Column<string>(type: "text", nullable: true),
                after = table.Column<string>(type: "text", nullable: true),
                request_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                salt = table.Column<Guid>(type: "uuid", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_audit_events", x => x.id);
                table.CheckConstraint("ck_audit_events_at", "at >= '2000-01-01 00:00Z' and at < '3000-01-01 00:00Z'");
            });

        migrationBuilder.CreateTable(
            name: "audit_links",
            columns: table => new
            {
                sequence = table.Column<long>(type: "bigint", nullable: false),
                event_id = table.Column<Guid>(type: "uuid", nullable: false),
                details = table.Column<byte[]>(type: "bytea", nullable: false),
                previous = table.Column<byte[]>(type: "bytea", nullable: false),
                hash = table.Column<byte[]>(type: "bytea", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_audit_links", x => x.sequence);
            });

        migrationBuilder.CreateTable(
            name: "city_logos",
            columns: table => new
            {
                sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                png = table.Column<byte[]>(type: "bytea", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_city_logos", x => x.sha256);
            });

        migrationBuilder.CreateTable(
            name: "coalitions",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                name_key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                kind = table.Column<string>(type: "character varying(21)", maxLength: 21, nullable: false),
                members = table.Column<List<Guid>>(type: "uuid[]", maxLength: 20, nullable: false),
                reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_coalitions", x => x.id);
                table.CheckConstraint("ck_coalitions_kind", "kind in ('JointService', 'CorporateGroup', 'SharedSupplier', 'LawEnforcementRequest', 'Other')");
            });

        migrationBuilder.CreateTable(
            name: "data_protection_keys",
            columns: table => new
            {
                id = table.Column<int>(type: "integer", nullable: false)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                friendly_name = table.Column<string>(type: "text", nullable: true),
                xml = table.Column<string>(type: "text", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_data_protection_keys", x => x.id);
            });

        migrationBuilder.CreateTable(
            name: "directory_groups",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                provider = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                name_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                external_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_directory_groups", x => x.id);
            });

        migrationBuilder.CreateTable(
            name: "directory_tokens",
            columns: table => new
            {
                provider = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                made_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_directory_tokens", x => x.provider);
            });

        migrationBuilder.CreateTable(
            name: "organisations",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                name_key = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                unnamed_in = table.Column<Guid>(type: "uuid", nullable: true),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                country = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                contact = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_organisations", x => x.id);
                table.CheckConstraint("ck_organisations_kind", "kind in ('Agency', 'ServiceOperator', 'Integrator', 'Supplier', 'DataIntermediary', 'RepresentativeGroup', 'ExternalRecipient', 'SupervisoryAuthority')");
            });

        migrationBuilder.CreateTable(
            name: "plan_versions",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                number = table.Column<int>(type: "integer", nullable: false),
                json = table.Column<string>(type: "text", nullable: false),
                sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                statement = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                frozen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                frozen_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                frozen_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_plan_versions", x => x.id);
                table.UniqueConstraint("ux_plan_versions_number", x => x.number);
            });

        migrationBuilder.CreateTable(
            name: "sample_rows",
            columns: table => new
            {
                row_id = table.Column<Guid>(type: "uuid", nullable: false),
                stamp = table.Column<Guid>(type: "uuid", nullable: true),
                loaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_sample_rows", x => x.row_id);
            });

        migrationBuilder.CreateTable(
            name: "sign_in_attempts",
            columns: table => new
            {
                subject = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                from = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                failures = table.Column<int>(type: "integer", nullable: false),
                last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_sign_in_attempts", x => new { x.subject, x.from });
            });

        migrationBuilder.CreateTable(
            name: "spent_tokens",
            columns: table => new
            {
                hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_spent_tokens", x => x.hash);
            });

        migrationBuilder.CreateTable(
            name: "AspNetRoleClaims",
            columns: table => new
            {
                id = table.Column<int>(type: "integer", nullable: false)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                role_id = table.Column<Guid>(type: "uuid", nullable: false),
                claim_type = table.Column<string>(type: "text", nullable: true),
                claim_value = table.Column<string>(type: "text", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_role_claims", x => x.id);
                table.ForeignKey(
                    name: "fk_asp_net_role_claims_asp_net_roles_role_id",
                    column: x => x.role_id,
                    principalTable: "AspNetRoles",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "role_permissions",
            columns: table => new
            {
                role_id = table.Column<Guid>(type: "uuid", nullable: false),
                permission = table.Column<string>(type: "character varying(18)", maxLength: 18, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_role_permissions", x => new { x.role_id, x.permission });
                table.CheckConstraint("ck_role_permissions_permission", "permission in ('ReadAssessments', 'EditAssessments', 'Comment', 'Release', 'ReadCity', 'EditCity', 'ReadOrganisations', 'EditOrganisations', 'AskVendors', 'ReadReleased', 'ReadAllAssessments', 'Review', 'StandIn', 'Describe', 'Audit', 'ReadAuditNotes', 'ReadTrail', 'MergeOrganisations', 'ManageAccounts')");
                table.ForeignKey(
                    name: "fk_role_permissions_asp_net_roles_role_id",
                    column: x => x.role_id,
                    principalTable: "AspNetRoles",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "city_settings",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                logo_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                clock_time_zone = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                contact_contact = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                contact_officer_contact = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                contact_officer_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                identity_accent = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                identity_accent_dark = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                identity_name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                knowledge_outside = table.Column<List<string>>(type: "text[]", nullable: false),
                mail_sender = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                retention_account_months = table.Column<int>(type: "integer", nullable: false),
                retention_notice_days = table.Column<int>(type: "integer", nullable: false),
                retention_question_months = table.Column<int>(type: "integer", nullable: false),
                retention_session_days = table.Column<int>(type: "integer", nullable: false),
                reviews_months = table.Column<int>(type: "integer", nullable: false),
                reviews_months_of_high_risk = table.Column<int>(type: "integer", nullable: false),
                sign_in_second_factor_of = table.Column<List<string>>(type: "text[]", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_city_settings", x => x.id);
                table.CheckConstraint("ck_city_settings_one", "id = '00000000-0000-7000-8000-000000000001'");
                table.ForeignKey(
                    name: "fk_city_settings_city_logos_logo_sha256",
                    column: x => x.logo_sha256,
                    principalTable: "city_logos",
                    principalColumn: "sha256",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "AspNetUsers",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                display_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                city_wide = table.Column<bool>(type: "boolean", nullable: false),
                data_protection_officer = table.Column<bool>(type: "boolean", nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                deactivated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                last_sign_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                awaits_confirmation = table.Column<bool>(type: "boolean", nullable: false),
                language = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                time_zone = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                left_first_steps = table.Column<bool>(type: "boolean", nullable: false),
                user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                password_hash = table.Column<string>(type: "text", nullable: true),
                security_stamp = table.Column<string>(type: "text", nullable: true),
                concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                phone_number = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                access_failed_count = table.Column<int>(type: "integer", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_users", x => x.id);
                table.ForeignKey(
                    name: "fk_asp_net_users_organisations_organisation_id",
                    column: x => x.organisation_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "merged_organisations",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                into_id = table.Column<Guid>(type: "uuid", nullable: false),
                merged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_merged_organisations", x => x.id);
                table.ForeignKey(
                    name: "fk_merged_organisations_organisations_into_id",
                    column: x => x.into_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "plan_answers",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                question_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                said = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: true),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                score = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: true),
                reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                evidence = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                due_on = table.Column<DateOnly>(type: "date", nullable: true),
                clause_note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_plan_answers", x => x.id);
                table.CheckConstraint("ck_plan_answers_said", "said in ('Absent', 'Planned', 'Partly', 'Done', 'NotApplicable')");
                table.CheckConstraint("ck_plan_answers_score", "score in ('Absent', 'Planned', 'Partly', 'Done', 'NotApplicable')");
                table.ForeignKey(
                    name: "fk_plan_answers_organisations_owner_id",
                    column: x => x.owner_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "plan_participants",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                accepted = table.Column<int>(type: "integer", nullable: true),
                accepted_on = table.Column<DateOnly>(type: "date", nullable: true),
                accepted_by = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                policy = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                points = table.Column<List<string>>(type: "text[]", maxLength: 100, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_plan_participants", x => x.id);
                table.ForeignKey(
                    name: "fk_plan_participants_organisations_id",
                    column: x => x.id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "services",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                archetype_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_services", x => x.id);
                table.ForeignKey(
                    name: "fk_services_organisations_agency_id",
                    column: x => x.agency_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "plan_decisions",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                number = table.Column<int>(type: "integer", nullable: false),
                verdict = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                decided_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                decided_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_plan_decisions", x => x.id);
                table.CheckConstraint("ck_plan_decisions_verdict", "verdict in ('InForce', 'SentBack')");
                table.ForeignKey(
                    name: "fk_plan_decisions_plan_versions_number",
                    column: x => x.number,
                    principalTable: "plan_versions",
                    principalColumn: "number",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "account_links",
            columns: table => new
            {
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                kind = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: false),
                secret_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_account_links", x => new { x.account_id, x.kind });
                table.CheckConstraint("ck_account_links_kind", "kind in ('Invitation', 'NewPassword', 'NewAddress')");
                table.ForeignKey(
                    name: "fk_account_links_asp_net_users_account_id",
                    column: x => x.account_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "AspNetUserClaims",
            columns: table => new
            {
                id = table.Column<int>(type: "integer", nullable: false)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                claim_type = table.Column<string>(type: "text", nullable: true),
                claim_value = table.Column<string>(type: "text", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_user_claims", x => x.id);
                table.ForeignKey(
                    name: "fk_asp_net_user_claims_asp_net_users_user_id",
                    column: x => x.user_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "AspNetUserLogins",
            columns: table => new
            {
                login_provider = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                provider_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                provider_display_name = table.Column<string>(type: "text", nullable: true),
                user_id = table.Column<Guid>(type: "uuid", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_user_logins", x => new { x.login_provider, x.provider_key });
                table.ForeignKey(
                    name: "fk_asp_net_user_logins_asp_net_users_user_id",
                    column: x => x.user_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "AspNetUserPasskeys",
            columns: table => new
            {
                credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                data = table.Column<string>(type: "jsonb", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_user_passkeys", x => x.credential_id);
                table.ForeignKey(
                    name: "fk_asp_net_user_passkeys_asp_net_users_user_id",
                    column: x => x.user_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "AspNetUserRoles",
            columns: table => new
            {
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                role_id = table.Column<Guid>(type: "uuid", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_user_roles", x => new { x.user_id, x.role_id });
                table.ForeignKey(
                    name: "fk_asp_net_user_roles_asp_net_roles_role_id",
                    column: x => x.role_id,
                    principalTable: "AspNetRoles",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_asp_net_user_roles_asp_net_users_user_id",
                    column: x => x.user_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "AspNetUserTokens",
            columns: table => new
            {
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                value = table.Column<string>(type: "text", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                table.ForeignKey(
                    name: "fk_asp_net_user_tokens_asp_net_users_user_id",
                    column: x => x.user_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "auditor_grants",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessments = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                granted_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                granted_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                granted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                revoked_because = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                whole_city = table.Column<bool>(type: "boolean", nullable: false),
                agencies = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                first_day = table.Column<DateOnly>(type: "date", nullable: false),
                last_day = table.Column<DateOnly>(type: "date", nullable: false),
                purpose = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_auditor_grants", x => x.id);
                table.CheckConstraint("ck_auditor_grants_period", "last_day >= first_day");
                table.CheckConstraint("ck_auditor_grants_revoked", "(revoked_at is null) = (revoked_because is null)");
                table.ForeignKey(
                    name: "fk_auditor_grants_asp_net_users_account_id",
                    column: x => x.account_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "authenticators",
            columns: table => new
            {
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                sealed_key = table.Column<byte[]>(type: "bytea", maxLength: 512, nullable: false),
                set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                last_step = table.Column<long>(type: "bigint", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_authenticators", x => x.account_id);
                table.ForeignKey(
                    name: "fk_authenticators_asp_net_users_account_id",
                    column: x => x.account_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
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
            name: "directory_people",
            columns: table => new
            {
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                provider = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                user_name_key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                external_id = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                said = table.Column<string>(type: "text", nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                shut_by_directory = table.Column<bool>(type: "boolean", nullable: false),
                deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_directory_people", x => x.account_id);
                table.ForeignKey(
                    name: "fk_directory_people_asp_net_users_account_id",
                    column: x => x.account_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

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
                read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                mail_due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                digest = table.Column<bool>(type: "boolean", nullable: false),
                mailed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                attempts = table.Column<int>(type: "integer", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_notices", x => x.id);
                table.CheckConstraint("ck_notices_kind", "kind in ('Submitted', 'ChangesRequested', 'OpinionAsked', 'OpinionGiven', 'Approved', 'ApprovedWithConditions', 'Rejected', 'Withdrawn', 'Judged', 'IncidentRecorded', 'DueAgain', 'Delegated', 'DelegationEnded', 'Commented', 'Mentioned', 'ThreadResolved', 'EvidenceAsked', 'EvidenceReminded', 'EvidenceAnswered', 'EvidenceRefused', 'EvidenceWithdrawn', 'DescriptionAsked', 'DescriptionSubmitted', 'DescriptionReturned', 'DescriptionAccepted', 'DescriptionReminded', 'DescriptionChanged', 'DescriptionWithdrawn', 'ConditionDue', 'ConditionOverdue', 'ConditionMet', 'EvidenceDue', 'EvidenceLate', 'DescriptionDue', 'DescriptionLate', 'Invited', 'MailWaits', 'PasswordForgotten', 'AddressToConfirm', 'PersonToConfirm', 'HandedOver', 'FactorReset', 'FactorChanged', 'AccessReviewDue', 'LeftWithWork', 'RoleChanged', 'AskedIn', 'PartEnded', 'Released', 'ReleaseWithdrawn', 'SignInLinked', 'QuestionAsked', 'QuestionDue', 'QuestionLate')");
                table.ForeignKey(
                    name: "fk_notices_asp_net_users_person_id",
                    column: x => x.person_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "recovery_codes",
            columns: table => new
            {
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_recovery_codes", x => new { x.account_id, x.hash });
                table.ForeignKey(
                    name: "fk_recovery_codes_asp_net_users_account_id",
                    column: x => x.account_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "sessions",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                device = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                ended_by = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: true),
                provider = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                provider_subject = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                provider_session = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                sealed_token = table.Column<string>(type: "text", nullable: true),
                confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_sessions", x => x.id);
                table.CheckConstraint("ck_sessions_ended_by", "ended_by in ('SignedOut', 'Ended', 'SignedInAgain', 'PasswordChanged', 'FactorChanged', 'RoleChanged', 'Deactivated', 'KeysRotated', 'ByProvider')");
                table.ForeignKey(
                    name: "fk_sessions_asp_net_users_account_id",
                    column: x => x.account_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "service_descriptions",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                service_id = table.Column<Guid>(type: "uuid", nullable: false),
                revision = table.Column<int>(type: "integer", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                summary = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: true),
                layer = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: true),
                place = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                people_count = table.Column<int>(type: "integer", nullable: true),
                area = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                duration = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                alternatives = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_service_descriptions", x => x.id);
                table.CheckConstraint("ck_service_descriptions_layer", "layer in ('Business', 'Knowledge', 'Engineering')");
                table.ForeignKey(
                    name: "fk_service_descriptions_services_service_id",
                    column: x => x.service_id,
                    principalTable: "services",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "directory_members",
            columns: table => new
            {
                group_id = table.Column<Guid>(type: "uuid", nullable: false),
                account_id = table.Column<Guid>(type: "uuid", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_directory_members", x => new { x.group_id, x.account_id });
                table.ForeignKey(
                    name: "fk_directory_members_directory_groups_group_id",
                    column: x => x.group_id,
                    principalTable: "directory_groups",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_directory_members_directory_people_account_id",
                    column: x => x.account_id,
                    principalTable: "directory_people",
                    principalColumn: "account_id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "assessments",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                reference = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false, defaultValue: "Assessment"),
                vendor_id = table.Column<Guid>(type: "uuid", nullable: true),
                service_id = table.Column<Guid>(type: "uuid", nullable: false),
                description_id = table.Column<Guid>(type: "uuid", nullable: false),
                agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                status = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                outcome = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                dismissed = table.Column<List<string>>(type: "text[]", maxLength: 500, nullable: false),
                unseen = table.Column<List<Guid>>(type: "uuid[]", maxLength: 10000, nullable: false),
                versions = table.Column<int>(type: "integer", nullable: false),
                archived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                withdrawn_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                overruled = table.Column<bool>(type: "boolean", nullable: false),
                overrule_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                dpo_view = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_assessments", x => x.id);
                table.CheckConstraint("ck_assessments_kind", "kind in ('Assessment', 'Submission')");
                table.CheckConstraint("ck_assessments_outcome", "outcome in ('Undecided', 'Needed', 'NotNeeded')");
                table.CheckConstraint("ck_assessments_status", "status in ('Draft', 'Submitted')");
                table.CheckConstraint("ck_assessments_vendor", "(kind = 'Submission') = (vendor_id is not null)");
                table.ForeignKey(
                    name: "fk_assessments_asp_net_users_owner_id",
                    column: x => x.owner_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_assessments_organisations_agency_id",
                    column: x => x.agency_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_assessments_organisations_vendor_id",
                    column: x => x.vendor_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_assessments_service_descriptions_description_id",
                    column: x => x.description_id,
                    principalTable: "service_descriptions",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_assessments_services_service_id",
                    column: x => x.service_id,
                    principalTable: "services",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "datasets",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                description_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                holder_id = table.Column<Guid>(type: "uuid", nullable: true),
                @public = table.Column<bool>(name: "public", type: "boolean", nullable: false),
                people = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                group_ids = table.Column<List<Guid>>(type: "uuid[]", maxLength: 100, nullable: false),
                people_count = table.Column<int>(type: "integer", nullable: true),
                reach = table.Column<int>(type: "integer", nullable: true),
                retention = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                days = table.Column<int>(type: "integer", nullable: true),
                events = table.Column<int>(type: "integer", nullable: true),
                access = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: true),
                storage = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                deletion = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                deletion_proof = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_datasets", x => x.id);
                table.CheckConstraint("ck_datasets_access", "access in ('Bulk', 'Query', 'Order')");
                table.CheckConstraint("ck_datasets_holder_or_public", "public or holder_id is not null");
                table.ForeignKey(
                    name: "fk_datasets_organisations_holder_id",
                    column: x => x.holder_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_datasets_service_descriptions_description_id",
                    column: x => x.description_id,
                    principalTable: "service_descriptions",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "people_groups",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                description_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                size = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                vulnerable = table.Column<bool>(type: "boolean", nullable: false),
                why_vulnerable = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                how_informed = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_people_groups", x => x.id);
                table.ForeignKey(
                    name: "fk_people_groups_service_descriptions_description_id",
                    column: x => x.description_id,
                    principalTable: "service_descriptions",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "purposes",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                description_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                legal_basis = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: true),
                legal_reference = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                necessity = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                proportionality = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                weighed = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                outside_tasks = table.Column<bool>(type: "boolean", nullable: false),
                special_condition = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: true),
                offence_ground = table.Column<string>(type: "character varying(17)", maxLength: 17, nullable: true),
                special_reference = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                further_use = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: true),
                compatibility = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                intended = table.Column<List<string>>(type: "text[]", maxLength: 100, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_purposes", x => x.id);
                table.CheckConstraint("ck_purposes_further_use", "further_use in ('CollectedForIt', 'Compatible', 'Consent', 'Law')");
                table.CheckConstraint("ck_purposes_legal_basis", "legal_basis in ('Consent', 'Contract', 'LegalObligation', 'VitalInterests', 'PublicTask', 'LegitimateInterests')");
                table.CheckConstraint("ck_purposes_offence_ground", "offence_ground in ('OfficialAuthority', 'Law', 'NotDrawn')");
                table.CheckConstraint("ck_purposes_special_condition", "special_condition in ('ExplicitConsent', 'Employment', 'VitalInterests', 'Members', 'MadePublic', 'LegalClaims', 'PublicInterest', 'Care', 'PublicHealth', 'Research', 'NotDrawn')");
                table.ForeignKey(
                    name: "fk_purposes_service_descriptions_description_id",
                    column: x => x.description_id,
                    principalTable: "service_descriptions",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "stakeholders",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                description_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                organisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                expectations = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                fears = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                agreement = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: true),
                agreement_reference = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                agreed_until = table.Column<DateOnly>(type: "date", nullable: true),
                sub_processors = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: true),
                agreed = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_stakeholders", x => x.id);
                table.CheckConstraint("ck_stakeholders_agreement", "agreement in ('Agreed', 'BeingAgreed', 'Missing', 'NotNeeded')");
                table.CheckConstraint("ck_stakeholders_role", "role in ('Controller', 'JointController', 'Processor', 'SubProcessor', 'ThirdParty', 'Representative', 'SupervisoryAuthority')");
                table.CheckConstraint("ck_stakeholders_sub_processors", "sub_processors in ('None', 'EachAllowed', 'AnyWithNotice')");
                table.ForeignKey(
                    name: "fk_stakeholders_organisations_organisation_id",
                    column: x => x.organisation_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_stakeholders_service_descriptions_description_id",
                    column: x => x.description_id,
                    principalTable: "service_descriptions",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "alike",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                place = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                why_alike = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_alike", x => x.id);
                table.ForeignKey(
                    name: "fk_alike_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "assessment_versions",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                number = table.Column<int>(type: "integer", nullable: false),
                json = table.Column<string>(type: "text", nullable: false),
                sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                statement = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                frozen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                frozen_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                frozen_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                city_name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                logo_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                contact = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                officer_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                officer_contact = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                public_address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_assessment_versions", x => x.id);
                table.UniqueConstraint("ak_assessment_versions_assessment_id_number", x => new { x.assessment_id, x.number });
                table.ForeignKey(
                    name: "fk_assessment_versions_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_assessment_versions_city_logos_logo_sha256",
                    column: x => x.logo_sha256,
                    principalTable: "city_logos",
                    principalColumn: "sha256",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "audit_notes",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                corrects_id = table.Column<Guid>(type: "uuid", nullable: true),
                at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                account_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                version_number = table.Column<int>(type: "integer", nullable: true),
                step = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                for_agency = table.Column<bool>(type: "boolean", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_audit_notes", x => x.id);
                table.CheckConstraint("ck_audit_notes_step", "step in ('Screening', 'Service', 'Stakeholders', 'Data', 'Flows', 'Findings', 'Principles', 'Risks', 'Measures', 'Check')");
                table.ForeignKey(
                    name: "fk_audit_notes_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_audit_notes_audit_notes_corrects_id",
                    column: x => x.corrects_id,
                    principalTable: "audit_notes",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

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
            name: "confidential_fields",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                row_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                field = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_confidential_fields", x => x.id);
                table.ForeignKey(
                    name: "fk_confidential_fields_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

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
                reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
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

        migrationBuilder.CreateTable(
            name: "evidence_requests",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                subject_kind = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                asked_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                asked_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                state = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                closed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                answer = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                reminders = table.Column<int>(type: "integer", nullable: false),
                reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                what = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                account_id = table.Column<Guid>(type: "uuid", nullable: true),
                due_on = table.Column<DateOnly>(type: "date", nullable: false),
                subject_id = table.Column<Guid>(type: "uuid", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_evidence_requests", x => x.id);
                table.CheckConstraint("ck_evidence_requests_asked", "num_nonnulls(organisation_id, account_id) = 1");
                table.CheckConstraint("ck_evidence_requests_state", "state in ('Requested', 'Late', 'Refused', 'Received', 'Withdrawn')");
                table.CheckConstraint("ck_evidence_requests_subject_kind", "subject_kind in ('Service', 'Dataset', 'Flow', 'Principle', 'Choice', 'Risk', 'Measure', 'Action')");
                table.ForeignKey(
                    name: "fk_evidence_requests_asp_net_users_account_id",
                    column: x => x.account_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_evidence_requests_asp_net_users_asked_by_id",
                    column: x => x.asked_by_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_evidence_requests_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_evidence_requests_organisations_organisation_id",
                    column: x => x.organisation_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "finding_dispositions",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                finding_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                proof_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                disposition = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: false),
                controls = table.Column<List<string>>(type: "text[]", maxLength: 100, nullable: false),
                reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_finding_dispositions", x => x.id);
                table.CheckConstraint("ck_finding_dispositions_disposition", "disposition in ('Accepted', 'Mitigated', 'Disputed', 'NotApplicable')");
                table.ForeignKey(
                    name: "fk_finding_dispositions_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "hearings",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                who = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                group_ids = table.Column<List<Guid>>(type: "uuid[]", maxLength: 100, nullable: false),
                way = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false),
                heard_on = table.Column<DateOnly>(type: "date", nullable: true),
                said = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                answer = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: true),
                reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                effect = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_hearings", x => x.id);
                table.CheckConstraint("ck_hearings_answer", "answer in ('TakenUp', 'PartlyTakenUp', 'NotTakenUp')");
                table.CheckConstraint("ck_hearings_way", "way in ('Meeting', 'Interviews', 'Survey', 'Writing', 'Representatives', 'NotHeard')");
                table.ForeignKey(
                    name: "fk_hearings_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "incidents",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                recorded_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                recorded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                what = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                noticed_on = table.Column<DateOnly>(type: "date", nullable: false),
                happened_on = table.Column<DateOnly>(type: "date", nullable: true),
                row_ids = table.Column<List<Guid>>(type: "uuid[]", maxLength: 100, nullable: false),
                severity = table.Column<int>(type: "integer", nullable: false),
                report = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: false),
                reported_on = table.Column<DateOnly>(type: "date", nullable: true),
                report_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                responsible = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_incidents", x => x.id);
                table.CheckConstraint("ck_incidents_report", "report in ('Reported', 'NotRequired', 'StillToDecide')");
                table.CheckConstraint("ck_incidents_severity", "severity between 1 and 4");
                table.ForeignKey(
                    name: "fk_incidents_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "internal_notes",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                row_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_internal_notes", x => x.id);
                table.ForeignKey(
                    name: "fk_internal_notes_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "legalnotes",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                kind = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: false),
                reference = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                since = table.Column<DateOnly>(type: "date", nullable: true),
                until = table.Column<DateOnly>(type: "date", nullable: true),
                meaning = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_legalnotes", x => x.id);
                table.CheckConstraint("ck_legalnotes_kind", "kind in ('CodeOfConduct', 'Certification', 'NationalList', 'JointAssessment')");
                table.ForeignKey(
                    name: "fk_legalnotes_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "participants",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                role = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                given_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                given_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_participants", x => x.id);
                table.CheckConstraint("ck_participants_role", "role in ('Reader', 'Commenter', 'Editor')");
                table.ForeignKey(
                    name: "fk_participants_asp_net_users_account_id",
                    column: x => x.account_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_participants_assessments_owner_id",
                    column: x => x.owner_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "principle_answers",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                principle_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                state = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: true),
                answer = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: true),
                gap = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_principle_answers", x => x.id);
                table.CheckConstraint("ck_principle_answers_state", "state in ('Met', 'PartlyMet', 'NotMet', 'NotApplicable')");
                table.ForeignKey(
                    name: "fk_principle_answers_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "public_questions",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                slug = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                reference = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                kind = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                mail = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                may_publish = table.Column<bool>(type: "boolean", nullable: false),
                key_sha256 = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                mailed_key_sha256 = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                due_on = table.Column<DateOnly>(type: "date", nullable: false),
                outcome = table.Column<string>(type: "character varying(13)", maxLength: 13, nullable: true),
                answer = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                effect = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                answered_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                answered_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                mail_attempts = table.Column<int>(type: "integer", nullable: false),
                mail_due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_public_questions", x => x.id);
                table.CheckConstraint("ck_public_questions_kind", "kind in ('Question', 'Complaint', 'Correction', 'Opinion')");
                table.CheckConstraint("ck_public_questions_outcome", "outcome in ('Answered', 'TakenUp', 'PartlyTakenUp', 'NotTakenUp', 'SetAside')");
                table.ForeignKey(
                    name: "fk_public_questions_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "publication_withdrawals",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                service_id = table.Column<Guid>(type: "uuid", nullable: false),
                up_to = table.Column<int>(type: "integer", nullable: false),
                reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                by_id = table.Column<Guid>(type: "uuid", nullable: false),
                by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_publication_withdrawals", x => x.id);
                table.ForeignKey(
                    name: "fk_publication_withdrawals_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_publication_withdrawals_services_service_id",
                    column: x => x.service_id,
                    principalTable: "services",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "publications",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                service_id = table.Column<Guid>(type: "uuid", nullable: false),
                slug = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                number = table.Column<int>(type: "integer", nullable: false),
                version_number = table.Column<int>(type: "integer", nullable: false),
                name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                agency = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                archetype_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                place = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                told = table.Column<string>(type: "text", nullable: false),
                json = table.Column<string>(type: "text", nullable: false),
                sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                published_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                published_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                signed_with = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: true),
                vector = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_publications", x => x.id);
                table.CheckConstraint("ck_publications_signed_with", "signed_with in ('Password', 'PasswordAndCode', 'Passkey', 'Provider')");
                table.ForeignKey(
                    name: "fk_publications_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_publications_services_service_id",
                    column: x => x.service_id,
                    principalTable: "services",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "redactions",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                version_number = table.Column<int>(type: "integer", nullable: false),
                key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                reason = table.Column<string>(type: "character varying(18)", maxLength: 18, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_redactions", x => x.id);
                table.CheckConstraint("ck_redactions_reason", "reason in ('TradeSecret', 'Security', 'PersonalData', 'LawEnforcement', 'OngoingProceedings')");
                table.ForeignKey(
                    name: "fk_redactions_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "releases",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                number = table.Column<int>(type: "integer", nullable: false),
                account_id = table.Column<Guid>(type: "uuid", nullable: true),
                organisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                last_day = table.Column<DateOnly>(type: "date", nullable: false),
                released_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_releases", x => x.id);
                table.CheckConstraint("ck_releases_to", "(account_id is null) <> (organisation_id is null)");
                table.ForeignKey(
                    name: "fk_releases_asp_net_users_account_id",
                    column: x => x.account_id,
                    principalTable: "AspNetUsers",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_releases_assessments_owner_id",
                    column: x => x.owner_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_releases_organisations_organisation_id",
                    column: x => x.organisation_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "rights",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                right_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                state = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: true),
                how = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                answered_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                days = table.Column<int>(type: "integer", nullable: true),
                restriction = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_rights", x => x.id);
                table.CheckConstraint("ck_rights_state", "state in ('Applies', 'DoesNotApply')");
                table.ForeignKey(
                    name: "fk_rights_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "risks",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                suggested_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                threat = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: true),
                what_could_happen = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                to_whom = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                source = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                conclusions = table.Column<List<string>>(type: "text[]", maxLength: 100, nullable: false),
                inherent_severity = table.Column<int>(type: "integer", nullable: true),
                inherent_likelihood = table.Column<int>(type: "integer", nullable: true),
                inherent_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                residual_severity = table.Column<int>(type: "integer", nullable: true),
                residual_likelihood = table.Column<int>(type: "integer", nullable: true),
                residual_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                treatment = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                acceptance = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_risks", x => x.id);
                table.CheckConstraint("ck_risks_inherent_likelihood", "inherent_likelihood between 1 and 4");
                table.CheckConstraint("ck_risks_inherent_severity", "inherent_severity between 1 and 4");
                table.CheckConstraint("ck_risks_residual_likelihood", "residual_likelihood between 1 and 4");
                table.CheckConstraint("ck_risks_residual_severity", "residual_severity between 1 and 4");
                table.CheckConstraint("ck_risks_threat", "threat in ('Linking', 'Identifying', 'NonRepudiation', 'Detecting', 'DataDisclosure', 'Unawareness', 'NonCompliance')");
                table.CheckConstraint("ck_risks_treatment", "treatment in ('Reduce', 'Retain', 'Avoid', 'Share')");
                table.ForeignKey(
                    name: "fk_risks_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "screening_answers",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                question_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                answer = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_screening_answers", x => x.id);
                table.CheckConstraint("ck_screening_answers_answer", "answer in ('Yes', 'No', 'Unsure')");
                table.ForeignKey(
                    name: "fk_screening_answers_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "service_ends",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                data = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                data_text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                devices = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                responsible = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                completed_on = table.Column<DateOnly>(type: "date", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_service_ends", x => x.id);
                table.CheckConstraint("ck_service_ends_data", "data in ('Deleted', 'HandedOver', 'Archived')");
                table.ForeignKey(
                    name: "fk_service_ends_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "shared_descriptions",
            columns: table => new
            {
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                shown_json = table.Column<string>(type: "text", nullable: true),
                agreed_json = table.Column<string>(type: "text", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_shared_descriptions", x => x.assessment_id);
                table.ForeignKey(
                    name: "fk_shared_descriptions_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "tensions",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                authorities = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                businesses = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                people = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                state = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                settlement = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                settled_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_tensions", x => x.id);
                table.CheckConstraint("ck_tensions_state", "state in ('Open', 'Settled')");
                table.ForeignKey(
                    name: "fk_tensions_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "data_items",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                description_id = table.Column<Guid>(type: "uuid", nullable: false),
                dataset_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                type_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                local_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                space_resolution = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                time_resolution = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                metres = table.Column<int>(type: "integer", nullable: true),
                seconds = table.Column<int>(type: "integer", nullable: true),
                identifier_domain = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                days = table.Column<int>(type: "integer", nullable: true),
                form = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: true),
                group = table.Column<int>(type: "integer", nullable: true),
                covers = table.Column<List<string>>(type: "text[]", maxLength: 100, nullable: false),
                level = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_data_items", x => x.id);
                table.CheckConstraint("ck_data_items_form", "form in ('Plain', 'Hashed', 'Keyed', 'Encrypted')");
                table.CheckConstraint("ck_data_items_level", "level in ('Individual', 'Household', 'Aggregate')");
                table.ForeignKey(
                    name: "fk_data_items_datasets_dataset_id",
                    column: x => x.dataset_id,
                    principalTable: "datasets",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_data_items_service_descriptions_description_id",
                    column: x => x.description_id,
                    principalTable: "service_descriptions",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "choices",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                group_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                may_identify = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                why_identify = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                may_track = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                why_track = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                may_monitor = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                why_monitor = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                anonymous_use = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                anonymous_how = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                can_refuse = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: true),
                lost_by_refusing = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_choices", x => x.id);
                table.CheckConstraint("ck_choices_anonymous_use", "anonymous_use in ('Yes', 'Partly', 'No')");
                table.CheckConstraint("ck_choices_can_refuse", "can_refuse in ('Yes', 'Partly', 'No')");
                table.CheckConstraint("ck_choices_may_identify", "may_identify in ('Yes', 'No', 'Unsure')");
                table.CheckConstraint("ck_choices_may_monitor", "may_monitor in ('Yes', 'No', 'Unsure')");
                table.CheckConstraint("ck_choices_may_track", "may_track in ('Yes', 'No', 'Unsure')");
                table.ForeignKey(
                    name: "fk_choices_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_choices_people_groups_group_id",
                    column: x => x.group_id,
                    principalTable: "people_groups",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "data_flows",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                description_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                source_dataset_id = table.Column<Guid>(type: "uuid", nullable: true),
                source_flow_id = table.Column<Guid>(type: "uuid", nullable: true),
                recipient_id = table.Column<Guid>(type: "uuid", nullable: false),
                fields = table.Column<List<string>>(type: "text[]", maxLength: 100, nullable: false),
                purpose_id = table.Column<Guid>(type: "uuid", nullable: true),
                legal_basis = table.Column<string>(type: "character varying(19)", maxLength: 19, nullable: true),
                legal_reference = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                frequency = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                days = table.Column<int>(type: "integer", nullable: true),
                events = table.Column<int>(type: "integer", nullable: true),
                access = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: true),
                crosses_border = table.Column<bool>(type: "boolean", nullable: false),
                transfer = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                transfer_instrument = table.Column<string>(type: "character varying(17)", maxLength: 17, nullable: true),
                transfer_assessment = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_data_flows", x => x.id);
                table.CheckConstraint("ck_data_flows_access", "access in ('Bulk', 'Query', 'Order')");
                table.CheckConstraint("ck_data_flows_legal_basis", "legal_basis in ('Consent', 'Contract', 'LegalObligation', 'VitalInterests', 'PublicTask', 'LegitimateInterests')");
                table.CheckConstraint("ck_data_flows_one_source", "num_nonnulls(source_dataset_id, source_flow_id) = 1");
                table.CheckConstraint("ck_data_flows_transfer_instrument", "transfer_instrument in ('Adequacy', 'StandardClauses', 'BindingRules', 'CodeOrCertificate', 'PublicBodies', 'Derogation')");
                table.ForeignKey(
                    name: "fk_data_flows_data_flows_source_flow_id",
                    column: x => x.source_flow_id,
                    principalTable: "data_flows",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_data_flows_datasets_source_dataset_id",
                    column: x => x.source_dataset_id,
                    principalTable: "datasets",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_data_flows_organisations_recipient_id",
                    column: x => x.recipient_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_data_flows_purposes_purpose_id",
                    column: x => x.purpose_id,
                    principalTable: "purposes",
                    principalColumn: "id",
                    onDelete: ReferentialAction.SetNull);
                table.ForeignKey(
                    name: "fk_data_flows_service_descriptions_description_id",
                    column: x => x.description_id,
                    principalTable: "service_descriptions",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "report_files",
            columns: table => new
            {
                sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                version_id = table.Column<Guid>(type: "uuid", nullable: false),
                produced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_report_files", x => x.sha256);
                table.ForeignKey(
                    name: "fk_report_files_assessment_versions_version_id",
                    column: x => x.version_id,
                    principalTable: "assessment_versions",
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
                review_again_on = table.Column<DateOnly>(type: "date", nullable: true),
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
            name: "sealed_files",
            columns: table => new
            {
                version_id = table.Column<Guid>(type: "uuid", nullable: false),
                kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                language = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                state = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                content = table.Column<byte[]>(type: "bytea", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_sealed_files", x => new { x.version_id, x.kind, x.language, x.state });
                table.ForeignKey(
                    name: "fk_sealed_files_assessment_versions_version_id",
                    column: x => x.version_id,
                    principalTable: "assessment_versions",
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
            name: "evidence_items",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                subject_kind = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                request_id = table.Column<Guid>(type: "uuid", nullable: true),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                subject_id = table.Column<Guid>(type: "uuid", nullable: true),
                note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_evidence_items", x => x.id);
                table.CheckConstraint("ck_evidence_items_subject_kind", "subject_kind in ('Service', 'Dataset', 'Flow', 'Principle', 'Choice', 'Risk', 'Measure', 'Action')");
                table.ForeignKey(
                    name: "fk_evidence_items_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_evidence_items_evidence_requests_request_id",
                    column: x => x.request_id,
                    principalTable: "evidence_requests",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "measures",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                description_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                control_id = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                dataset_id = table.Column<Guid>(type: "uuid", nullable: true),
                flow_id = table.Column<Guid>(type: "uuid", nullable: true),
                description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                state = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                responsible_id = table.Column<Guid>(type: "uuid", nullable: true),
                due_on = table.Column<DateOnly>(type: "date", nullable: true),
                risk_ids = table.Column<List<Guid>>(type: "uuid[]", maxLength: 100, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_measures", x => x.id);
                table.CheckConstraint("ck_measures_one_place", "num_nonnulls(dataset_id, flow_id) <= 1");
                table.CheckConstraint("ck_measures_state", "state in ('Proposed', 'Planned', 'InProgress', 'InPlace', 'Rejected', 'Verified', 'Failed')");
                table.ForeignKey(
                    name: "fk_measures_data_flows_flow_id",
                    column: x => x.flow_id,
                    principalTable: "data_flows",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_measures_datasets_dataset_id",
                    column: x => x.dataset_id,
                    principalTable: "datasets",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_measures_organisations_responsible_id",
                    column: x => x.responsible_id,
                    principalTable: "organisations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_measures_service_descriptions_description_id",
                    column: x => x.description_id,
                    principalTable: "service_descriptions",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "decision_records",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                review_id = table.Column<Guid>(type: "uuid", nullable: false),
                json = table.Column<string>(type: "text", nullable: false),
                sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                frozen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_decision_records", x => x.id);
                table.ForeignKey(
                    name: "fk_decision_records_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_decision_records_reviews_review_id",
                    column: x => x.review_id,
                    principalTable: "reviews",
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
                signed_with = table.Column<string>(type: "character varying(15)", maxLength: 15, nullable: true),
                sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_review_events", x => x.id);
                table.CheckConstraint("ck_review_events_from_state", "from_state in ('InReview', 'DpoOpinion', 'ChangesRequested', 'Approved', 'ApprovedWithConditions', 'Rejected', 'Superseded', 'Withdrawn')");
                table.CheckConstraint("ck_review_events_opinion", "opinion in ('Favourable', 'WithReservations', 'Unfavourable')");
                table.CheckConstraint("ck_review_events_role", "role in ('Author', 'Reviewer', 'DataProtectionOfficer')");
                table.CheckConstraint("ck_review_events_signed", "(statement is null) = (sha256 is null)");
                table.CheckConstraint("ck_review_events_signed_with", "signed_with in ('Password', 'PasswordAndCode', 'Passkey', 'Provider')");
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
            name: "trigger_answers",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                review_id = table.Column<Guid>(type: "uuid", nullable: false),
                kind = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                keys = table.Column<List<string>>(type: "text[]", nullable: false),
                reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                account_id = table.Column<Guid>(type: "uuid", nullable: false),
                account_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_trigger_answers", x => x.id);
                table.CheckConstraint("ck_trigger_answers_kind", "kind in ('Date', 'Description', 'CityFindings', 'Incident')");
                table.ForeignKey(
                    name: "fk_trigger_answers_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_trigger_answers_reviews_review_id",
                    column: x => x.review_id,
                    principalTable: "reviews",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "evidence_versions",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                evidence_id = table.Column<Guid>(type: "uuid", nullable: false),
                number = table.Column<int>(type: "integer", nullable: false),
                file_name = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                media_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                size = table.Column<long>(type: "bigint", nullable: false),
                sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                uploaded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                scan = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                metadata_removed = table.Column<bool>(type: "boolean", nullable: false),
                removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                removed_reason = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_evidence_versions", x => x.id);
                table.CheckConstraint("ck_evidence_versions_scan", "scan in ('NotScanned', 'Clean')");
                table.ForeignKey(
                    name: "fk_evidence_versions_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_evidence_versions_evidence_items_evidence_id",
                    column: x => x.evidence_id,
                    principalTable: "evidence_items",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "action_items",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                changed_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                what = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                responsible = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                due_on = table.Column<DateOnly>(type: "date", nullable: true),
                done_on = table.Column<DateOnly>(type: "date", nullable: true),
                measure_id = table.Column<Guid>(type: "uuid", nullable: true),
                note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_action_items", x => x.id);
                table.ForeignKey(
                    name: "fk_action_items_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_action_items_measures_measure_id",
                    column: x => x.measure_id,
                    principalTable: "measures",
                    principalColumn: "id",
                    onDelete: ReferentialAction.SetNull);
            });

        migrationBuilder.CreateTable(
            name: "public_records",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                assessment_id = table.Column<Guid>(type: "uuid", nullable: false),
                decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                version_number = table.Column<int>(type: "integer", nullable: false),
                json = table.Column<string>(type: "text", nullable: false),
                seed = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                root = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_public_records", x => x.id);
                table.ForeignKey(
                    name: "fk_public_records_assessments_assessment_id",
                    column: x => x.assessment_id,
                    principalTable: "assessments",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_public_records_decision_records_decision_id",
                    column: x => x.decision_id,
                    principalTable: "decision_records",
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

        migrationBuilder.CreateTable(
            name: "evidence_chunks",
            columns: table => new
            {
                version_id = table.Column<Guid>(type: "uuid", nullable: false),
                number = table.Column<int>(type: "integer", nullable: false),
                data = table.Column<byte[]>(type: "bytea", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_evidence_chunks", x => new { x.version_id, x.number });
                table.ForeignKey(
                    name: "fk_evidence_chunks_evidence_versions_version_id",
                    column: x => x.version_id,
                    principalTable: "evidence_versions",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateIndex(
            name: "ix_action_items_assessment_id",
            table: "action_items",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_action_items_due_on",
            table: "action_items",
            column: "due_on");

        migrationBuilder.CreateIndex(
            name: "ix_action_items_measure_id",
            table: "action_items",
            column: "measure_id");

        migrationBuilder.CreateIndex(
            name: "ix_alike_assessment_id",
            table: "alike",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_asp_net_role_claims_role_id",
            table: "AspNetRoleClaims",
            column: "role_id");

        migrationBuilder.CreateIndex(
            name: "RoleNameIndex",
            table: "AspNetRoles",
            column: "normalized_name",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_asp_net_user_claims_user_id",
            table: "AspNetUserClaims",
            column: "user_id");

        migrationBuilder.CreateIndex(
            name: "ix_asp_net_user_logins_user_id",
            table: "AspNetUserLogins",
            column: "user_id");

        migrationBuilder.CreateIndex(
            name: "ix_asp_net_user_passkeys_user_id",
            table: "AspNetUserPasskeys",
            column: "user_id");

        migrationBuilder.CreateIndex(
            name: "ix_asp_net_user_roles_role_id",
            table: "AspNetUserRoles",
            column: "role_id");

        migrationBuilder.CreateIndex(
            name: "EmailIndex",
            table: "AspNetUsers",
            column: "normalized_email",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_asp_net_users_organisation_id",
            table: "AspNetUsers",
            column: "organisation_id");

        migrationBuilder.CreateIndex(
            name: "UserNameIndex",
            table: "AspNetUsers",
            column: "normalized_user_name",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_assessment_versions_logo_sha256",
            table: "assessment_versions",
            column: "logo_sha256");

        migrationBuilder.CreateIndex(
            name: "ix_assessments_agency_id",
            table: "assessments",
            column: "agency_id");

        migrationBuilder.CreateIndex(
            name: "ix_assessments_changed_at_id",
            table: "assessments",
            columns: new[] { "changed_at", "id" });

        migrationBuilder.CreateIndex(
            name: "ix_assessments_description_id",
            table: "assessments",
            column: "description_id");

        migrationBuilder.CreateIndex(
            name: "ix_assessments_owner_id",
            table: "assessments",
            column: "owner_id");

        migrationBuilder.CreateIndex(
            name: "ix_assessments_service_id",
            table: "assessments",
            column: "service_id");

        migrationBuilder.CreateIndex(
            name: "ix_assessments_vendor_id",
            table: "assessments",
            column: "vendor_id");

        migrationBuilder.CreateIndex(
            name: "ux_assessments_reference",
            table: "assessments",
            column: "reference",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_audit_events_account_id_at",
            table: "audit_events",
            columns: new[] { "account_id", "at" });

        migrationBuilder.CreateIndex(
            name: "ix_audit_events_at_id",
            table: "audit_events",
            columns: new[] { "at", "id" });

        migrationBuilder.CreateIndex(
            name: "ix_audit_events_owner_id_account_id",
            table: "audit_events",
            columns: new[] { "owner_id", "account_id" });

        migrationBuilder.CreateIndex(
            name: "ix_audit_events_owner_id_at",
            table: "audit_events",
            columns: new[] { "owner_id", "at" });

        migrationBuilder.CreateIndex(
            name: "ix_audit_events_subject_id_at",
            table: "audit_events",
            columns: new[] { "subject_id", "at" });

        migrationBuilder.CreateIndex(
            name: "ix_audit_links_event_id",
            table: "audit_links",
            column: "event_id",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_audit_notes_assessment_id_id",
            table: "audit_notes",
            columns: new[] { "assessment_id", "id" });

        migrationBuilder.CreateIndex(
            name: "ix_audit_notes_corrects_id",
            table: "audit_notes",
            column: "corrects_id");

        migrationBuilder.CreateIndex(
            name: "ix_auditor_grants_account_id_last_day",
            table: "auditor_grants",
            columns: new[] { "account_id", "last_day" });

        migrationBuilder.CreateIndex(
            name: "ix_choices_assessment_id",
            table: "choices",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_choices_group_id",
            table: "choices",
            column: "group_id");

        migrationBuilder.CreateIndex(
            name: "ux_choices_group",
            table: "choices",
            columns: new[] { "assessment_id", "group_id" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_city_settings_logo_sha256",
            table: "city_settings",
            column: "logo_sha256");

        migrationBuilder.CreateIndex(
            name: "ux_coalitions_name",
            table: "coalitions",
            column: "name_key",
            unique: true);

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
            name: "ix_confidential_fields_assessment_id",
            table: "confidential_fields",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ux_confidential_fields_field",
            table: "confidential_fields",
            columns: new[] { "assessment_id", "row_id", "field" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_data_flows_description_id",
            table: "data_flows",
            column: "description_id");

        migrationBuilder.CreateIndex(
            name: "ix_data_flows_purpose_id",
            table: "data_flows",
            column: "purpose_id");

        migrationBuilder.CreateIndex(
            name: "ix_data_flows_recipient_id",
            table: "data_flows",
            column: "recipient_id");

        migrationBuilder.CreateIndex(
            name: "ix_data_flows_source_dataset_id",
            table: "data_flows",
            column: "source_dataset_id");

        migrationBuilder.CreateIndex(
            name: "ix_data_flows_source_flow_id",
            table: "data_flows",
            column: "source_flow_id");

        migrationBuilder.CreateIndex(
            name: "ix_data_items_description_id",
            table: "data_items",
            column: "description_id");

        migrationBuilder.CreateIndex(
            name: "ux_data_items_type",
            table: "data_items",
            columns: new[] { "dataset_id", "type_id" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_datasets_description_id",
            table: "datasets",
            column: "description_id");

        migrationBuilder.CreateIndex(
            name: "ix_datasets_holder_id",
            table: "datasets",
            column: "holder_id");

        migrationBuilder.CreateIndex(
            name: "ix_decision_records_assessment_id",
            table: "decision_records",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_decision_records_sha256",
            table: "decision_records",
            column: "sha256");

        migrationBuilder.CreateIndex(
            name: "ux_decision_records_review",
            table: "decision_records",
            column: "review_id",
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

        migrationBuilder.CreateIndex(
            name: "ix_directory_groups_name",
            table: "directory_groups",
            columns: new[] { "provider", "name_key" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_directory_members_account_id",
            table: "directory_members",
            column: "account_id");

        migrationBuilder.CreateIndex(
            name: "ix_directory_people_provider_external_id",
            table: "directory_people",
            columns: new[] { "provider", "external_id" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_directory_people_user_name",
            table: "directory_people",
            columns: new[] { "provider", "user_name_key" },
            unique: true,
            filter: "deleted_at is null");

        migrationBuilder.CreateIndex(
            name: "ix_directory_tokens_hash",
            table: "directory_tokens",
            column: "hash",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_evidence_items_assessment_id",
            table: "evidence_items",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_evidence_items_request_id",
            table: "evidence_items",
            column: "request_id");

        migrationBuilder.CreateIndex(
            name: "ix_evidence_requests_account_id",
            table: "evidence_requests",
            column: "account_id");

        migrationBuilder.CreateIndex(
            name: "ix_evidence_requests_asked_by_id",
            table: "evidence_requests",
            column: "asked_by_id");

        migrationBuilder.CreateIndex(
            name: "ix_evidence_requests_assessment_id",
            table: "evidence_requests",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_evidence_requests_organisation_id",
            table: "evidence_requests",
            column: "organisation_id");

        migrationBuilder.CreateIndex(
            name: "ix_evidence_versions_assessment_id",
            table: "evidence_versions",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ux_evidence_versions_number",
            table: "evidence_versions",
            columns: new[] { "evidence_id", "number" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_finding_dispositions_assessment_id",
            table: "finding_dispositions",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ux_finding_dispositions_finding",
            table: "finding_dispositions",
            columns: new[] { "assessment_id", "finding_key" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_hearings_assessment_id",
            table: "hearings",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_incidents_assessment_id_recorded_at",
            table: "incidents",
            columns: new[] { "assessment_id", "recorded_at" });

        migrationBuilder.CreateIndex(
            name: "ix_internal_notes_assessment_id",
            table: "internal_notes",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ux_internal_notes_row",
            table: "internal_notes",
            columns: new[] { "assessment_id", "row_id" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_legalnotes_assessment_id",
            table: "legalnotes",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_measures_dataset_id",
            table: "measures",
            column: "dataset_id");

        migrationBuilder.CreateIndex(
            name: "ix_measures_description_id",
            table: "measures",
            column: "description_id");

        migrationBuilder.CreateIndex(
            name: "ix_measures_flow_id",
            table: "measures",
            column: "flow_id");

        migrationBuilder.CreateIndex(
            name: "ix_measures_responsible_id",
            table: "measures",
            column: "responsible_id");

        migrationBuilder.CreateIndex(
            name: "ix_merged_organisations_into_id",
            table: "merged_organisations",
            column: "into_id");

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
            filter: "kind in ('DueAgain', 'ConditionDue', 'ConditionOverdue', 'EvidenceDue', 'EvidenceLate', 'DescriptionDue', 'DescriptionLate', 'MailWaits', 'AccessReviewDue', 'QuestionDue', 'QuestionLate')");

        migrationBuilder.CreateIndex(
            name: "ux_organisations_name",
            table: "organisations",
            column: "name_key",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_participants_account_id",
            table: "participants",
            column: "account_id",
            filter: "ended_at is null");

        migrationBuilder.CreateIndex(
            name: "ix_participants_once",
            table: "participants",
            columns: new[] { "owner_id", "account_id" },
            unique: true,
            filter: "ended_at is null");

        migrationBuilder.CreateIndex(
            name: "ix_people_groups_description_id",
            table: "people_groups",
            column: "description_id");

        migrationBuilder.CreateIndex(
            name: "ix_plan_answers_owner_id",
            table: "plan_answers",
            column: "owner_id");

        migrationBuilder.CreateIndex(
            name: "ix_plan_answers_question_id",
            table: "plan_answers",
            column: "question_id",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ux_plan_decisions_number",
            table: "plan_decisions",
            column: "number",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_principle_answers_assessment_id",
            table: "principle_answers",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ux_principle_answers_principle",
            table: "principle_answers",
            columns: new[] { "assessment_id", "principle_id" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_public_questions_answered_at_due_on",
            table: "public_questions",
            columns: new[] { "answered_at", "due_on" });

        migrationBuilder.CreateIndex(
            name: "ix_public_questions_assessment_id",
            table: "public_questions",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_public_questions_mailed_key_sha256",
            table: "public_questions",
            column: "mailed_key_sha256",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_public_questions_slug_published_at",
            table: "public_questions",
            columns: new[] { "slug", "published_at" });

        migrationBuilder.CreateIndex(
            name: "ux_public_questions_key_sha256",
            table: "public_questions",
            column: "key_sha256",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ux_public_questions_reference",
            table: "public_questions",
            column: "reference",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_public_records_assessment_id_version_number",
            table: "public_records",
            columns: new[] { "assessment_id", "version_number" });

        migrationBuilder.CreateIndex(
            name: "ux_public_records_decision_id",
            table: "public_records",
            column: "decision_id",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_publication_withdrawals_assessment_id",
            table: "publication_withdrawals",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_publication_withdrawals_service_id_up_to",
            table: "publication_withdrawals",
            columns: new[] { "service_id", "up_to" });

        migrationBuilder.CreateIndex(
            name: "ix_publications_assessment_id",
            table: "publications",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_publications_name",
            table: "publications",
            column: "name");

        migrationBuilder.CreateIndex(
            name: "ix_publications_service_id_number",
            table: "publications",
            columns: new[] { "service_id", "number" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_publications_vector",
            table: "publications",
            column: "vector")
            .Annotation("Npgsql:IndexMethod", "gin");

        migrationBuilder.CreateIndex(
            name: "ux_publications_slug_number",
            table: "publications",
            columns: new[] { "slug", "number" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_purposes_description_id",
            table: "purposes",
            column: "description_id");

        migrationBuilder.CreateIndex(
            name: "ux_redactions_key",
            table: "redactions",
            columns: new[] { "assessment_id", "version_number", "key" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_releases_account_id",
            table: "releases",
            column: "account_id");

        migrationBuilder.CreateIndex(
            name: "ix_releases_organisation_id",
            table: "releases",
            column: "organisation_id");

        migrationBuilder.CreateIndex(
            name: "ix_releases_owner_id",
            table: "releases",
            column: "owner_id");

        migrationBuilder.CreateIndex(
            name: "ix_report_files_version_id",
            table: "report_files",
            column: "version_id");

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
            name: "ix_rights_assessment_id",
            table: "rights",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ux_rights_right",
            table: "rights",
            columns: new[] { "assessment_id", "right_id" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_risks_assessment_id",
            table: "risks",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_screening_answers_assessment_id",
            table: "screening_answers",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ux_screening_answers_question",
            table: "screening_answers",
            columns: new[] { "assessment_id", "question_id" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_service_descriptions_service_id_revision",
            table: "service_descriptions",
            columns: new[] { "service_id", "revision" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_service_ends_assessment_id",
            table: "service_ends",
            column: "assessment_id",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_services_agency_id",
            table: "services",
            column: "agency_id");

        migrationBuilder.CreateIndex(
            name: "ix_sessions_account_id",
            table: "sessions",
            column: "account_id",
            filter: "ended_at is null");

        migrationBuilder.CreateIndex(
            name: "ix_sessions_last_seen_at",
            table: "sessions",
            column: "last_seen_at");

        migrationBuilder.CreateIndex(
            name: "ix_sign_in_attempts_last_at",
            table: "sign_in_attempts",
            column: "last_at");

        migrationBuilder.CreateIndex(
            name: "ix_stakeholders_description_id",
            table: "stakeholders",
            column: "description_id");

        migrationBuilder.CreateIndex(
            name: "ix_stakeholders_organisation_id",
            table: "stakeholders",
            column: "organisation_id");

        migrationBuilder.CreateIndex(
            name: "ux_stakeholders_organisation",
            table: "stakeholders",
            columns: new[] { "description_id", "organisation_id" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_step_verdicts_assessment_id",
            table: "step_verdicts",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ux_step_verdicts_step",
            table: "step_verdicts",
            columns: new[] { "review_id", "step" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_tensions_assessment_id",
            table: "tensions",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_trigger_answers_assessment_id",
            table: "trigger_answers",
            column: "assessment_id");

        migrationBuilder.CreateIndex(
            name: "ix_trigger_answers_review_id_id",
            table: "trigger_answers",
            columns: new[] { "review_id", "id" });

        migrationBuilder.SqlFile("Initial.Trail.sql");
        migrationBuilder.SqlFile("Initial.AppendOnly.sql");
        migrationBuilder.SqlFile("Initial.Search.sql");
        migrationBuilder.SqlFile("Initial.Stamps.sql");
        migrationBuilder.SqlFile("Initial.Sessions.sql");
        migrationBuilder.SqlFile("Initial.Find.sql");
        migrationBuilder.SqlFile("Initial.Register.sql");
    }
}
